/** Whether a value is about a symbol: by its name, or as something done with it alone, such as `sma-cross fast 5 on AAPL`. */
export function isAboutSymbol(subject: string, symbol: string): boolean {
  return subject === symbol || subject.endsWith(` on ${symbol}`);
}
