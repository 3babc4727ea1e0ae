/** What the page asks of the worker that holds the universe: where one symbol stood in it, day by day. */
export type ToPlaceWorker =
  | { readonly type: 'open'; readonly url: string }
  | { readonly type: 'ask'; readonly feature: string; readonly symbol: string };

export type FromPlaceWorker =
  | {
      readonly type: 'places';
      readonly feature: string;
      /** UTC epoch milliseconds of the symbol's bars, and its rank in the universe from 0 to 1, NaN unknown. */
      readonly time: Float64Array;
      readonly places: Float64Array;
    }
  | { readonly type: 'fault'; readonly feature: string; readonly message: string };
