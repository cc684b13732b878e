import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Serves MSW's service worker from its package at `/mockServiceWorker.js`, so that it is always that version's. */
export function mockServiceWorker() {
  const file = fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'));
  return (context, next) => {
    if (context.path !== '/mockServiceWorker.js') return next();
    context.type = 'text/javascript';
    context.body = readFileSync(file, 'utf8');
    return undefined;
  };
}
