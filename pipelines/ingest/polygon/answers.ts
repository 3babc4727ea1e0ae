import { z } from 'zod';

const page = { next_url: z.string().optional() };

/** One day's or one ticker's bars. Documented at polygon.io/docs/rest/stocks/aggregates. */
export const aggregatesAnswer = z.object({
  ...page,
  results: z
    .array(
      z.object({
        /** Ticker; only in grouped answers. */
        T: z.string().optional(),
        t: z.number(),
        o: z.number().optional(),
        h: z.number().optional(),
        l: z.number().optional(),
        c: z.number().optional(),
        v: z.number().optional(),
      }),
    )
    .optional(),
});

/** Documented at polygon.io/docs/rest/stocks/corporate-actions/splits. */
export const splitsAnswer = z.object({
  ...page,
  results: z.array(
    z.object({
      ticker: z.string(),
      execution_date: z.iso.date(),
      split_from: z.number().positive(),
      split_to: z.number().positive(),
    }),
  ),
});

/** Documented at polygon.io/docs/rest/stocks/corporate-actions/dividends. */
export const dividendsAnswer = z.object({
  ...page,
  results: z.array(
    z.object({
      ticker: z.string(),
      ex_dividend_date: z.iso.date(),
      cash_amount: z.number(),
      currency: z.string().optional(),
    }),
  ),
});

/** Documented at polygon.io/docs/rest/stocks/tickers/all-tickers. */
export const tickersAnswer = z.object({
  ...page,
  results: z.array(z.object({ ticker: z.string(), name: z.string().optional() })),
});
