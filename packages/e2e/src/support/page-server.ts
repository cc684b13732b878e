import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';

const cdn = resolve(import.meta.dirname, '../../../elements/dist/cdn');
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.map': 'application/json' };

/** A third-party page that loads the drop-in bundle with one script tag, on its own origin. */
export async function servePage(body: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><meta charset="utf-8"><script type="module" src="/cdn/piya.js"></script>${body}`);
      return;
    }
    const file = join(cdn, normalize(path).replace(/^[\\/]*cdn/, ''));
    if (!path.startsWith('/cdn/') || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The page server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
