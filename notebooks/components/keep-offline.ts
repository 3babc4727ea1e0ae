/**
 * Makes what is opened readable offline, where the browser can (https or this machine). On the first
 * visit the worker comes too late to see what the page loads, so it is told: of what has arrived, and of
 * what is still under way while it takes over.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const isFirst = navigator.serviceWorker.controller === null;
  await navigator.serviceWorker.register('./sw.js');
  if (!isFirst) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage([location.href], { transfer: [] });
  new PerformanceObserver((list) => {
    const whole = (list.getEntries() as PerformanceResourceTiming[]).filter(isWhole);
    active?.postMessage(
      whole.map(({ name }) => name),
      { transfer: [] },
    );
  }).observe({ type: 'resource', buffered: true });
}

/** A part of a file, read by its range, is no file to keep. */
function isWhole({ responseStatus }: PerformanceResourceTiming): boolean {
  return responseStatus !== 206;
}
