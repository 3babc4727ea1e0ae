import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../services.mjs';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium of this machine, which asks nobody for anything. */
export function openChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findProgram('chromium'), args: FLAGS });
}
