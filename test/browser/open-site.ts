import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveSite } from '../../pipelines/serve/index.js';
import type { FixtureSize } from '../loaders/fixture.js';
import { openChromium } from './open-chromium.js';
import { sharedSite } from './shared-site.js';

/** A page with everything it did wrong. */
export interface WatchedPage {
  readonly page: Page;
  /** Requests that were not to 127.0.0.1; all were blocked. */
  readonly outside: string[];
  /** Errors on the console, uncaught exceptions, failed and refused requests. */
  readonly errors: string[];
}

export interface OpenSite {
  readonly url: string;
  open(path: string, look?: Look): Promise<WatchedPage>;
  close(): Promise<void>;
}

export interface Look {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
}

/** Serves the site of a fixture, and starts Chromium. */
export async function openSite(size: FixtureSize): Promise<OpenSite> {
  const { root, cleanUp } = await sharedSite(size);
  return openFolder(root, cleanUp);
}

/** Serves a site that is built, and starts Chromium. */
export async function openFolder(root: string, cleanUp: () => void): Promise<OpenSite> {
  const server = await serveSite({ root, port: 0, host: '127.0.0.1' });
  const browser: Browser = await openChromium();
  const contexts: BrowserContext[] = [];
  return {
    url: server.url,
    async open(path, look = {}) {
      const context = await browser.newContext({
        viewport: { width: look.width ?? 1440, height: 900 },
        colorScheme: look.scheme ?? 'light',
      });
      // A page's own patience is measured by the bench; a test's is for a machine busy with other things.
      context.setDefaultTimeout(90_000);
      contexts.push(context);
      const page = await context.newPage();
      const watched = await watch(page);
      await page.goto(server.url + path);
      await page.waitForFunction(
        () => document.querySelector('main h1') && !document.querySelector('observablehq-loading'),
      );
      return watched;
    },
    async close() {
      await browser.close();
      await server.close();
      cleanUp();
    },
  };
}

async function watch(page: Page): Promise<WatchedPage> {
  const outside: string[] = [];
  const errors: string[] = [];
  await page.route('**/*', async (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (hostname === '127.0.0.1' || protocol === 'blob:' || protocol === 'data:') await route.continue();
    else {
      outside.push(route.request().url());
      await route.abort();
    }
  });
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
  });
  return { page, outside, errors };
}
