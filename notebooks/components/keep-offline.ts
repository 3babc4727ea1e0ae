/**
 * Makes what is opened readable offline, where the browser can (https or this machine). On the first
 * visit the worker came too late to see what the page loaded, so it is told.
 */
export async function keepOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const isFirst = navigator.serviceWorker.controller === null;
  await navigator.serviceWorker.register('./sw.js');
  if (!isFirst) return;
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage([location.href, ...loaded], { transfer: [] });
}
