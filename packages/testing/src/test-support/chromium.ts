import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Starts the system's Chromium. `CHROME_PATH` names another. */
export function launchChromium(): Promise<Browser> {
  const executablePath = [process.env.CHROME_PATH, ...USUAL_PLACES].find((path) => path && existsSync(path));
  const args = ['--no-sandbox', '--disable-gpu', '--autoplay-policy=no-user-gesture-required'];
  return chromium.launch({ args, ...(executablePath ? { executablePath } : {}) });
}
