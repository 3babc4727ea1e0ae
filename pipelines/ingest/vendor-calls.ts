/** Where the answers of a vendor came from during an ingest. */
export interface VendorCalls {
  /** Questions that went to the vendor, each counted once, however often it was retried. */
  readonly asked: number;
  /** Answers of the last day that the cache had. */
  readonly fromCache: number;
  /** Answers on file in the workspace. */
  readonly fromDownloads: number;
}

/** One line in words. */
export function vendorWords({ asked, fromCache, fromDownloads }: VendorCalls): string {
  return `vendor: ${asked} calls made, ${fromCache + fromDownloads} saved (${fromCache} answers from the cache, ${fromDownloads} on file)`;
}
