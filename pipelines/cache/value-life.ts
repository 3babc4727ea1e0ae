/**
 * Whether a value may be used at a time (UTC epoch milliseconds). One that was stored further ahead than its whole
 * life was stored by a clock that went wrong, and would live too long: it counts as expired.
 */
export function isAlive(
  { createdAt, expiresAt }: { readonly createdAt: number; readonly expiresAt: number },
  at: number,
): boolean {
  return at < expiresAt && createdAt - at <= expiresAt - createdAt;
}
