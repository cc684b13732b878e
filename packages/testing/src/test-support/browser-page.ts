import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { type Plugin, rollup } from 'rollup';

// Its types describe a CommonJS module; what Node imports is the function itself.
const resolvePackages = nodeResolve as unknown as (options: object) => Plugin;

const PAGE = `<!doctype html><title>A page with a fake PeerTube</title>
<script type="module">
import { setupFakePeerTube, tinyVideo } from '/testing.js';
const { fake, worker } = setupFakePeerTube();
await worker.start({ quiet: true });
window.testing = { fake, worker, tinyVideo };
</script>`;

/** A page, on a separate origin, with the package's browser entry. When it works, `testing` is there. */
export async function serveBrowserPage(): Promise<{ url: string; close(): void }> {
  const [entry, worker] = await Promise.all([
    bundled(fileURLToPath(import.meta.resolve('@piyakast/testing/browser'))),
    readFile(fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js')), 'utf8'),
  ]);
  const files: Record<string, readonly [type: string, body: string]> = {
    '/': ['text/html', PAGE],
    '/testing.js': ['text/javascript', entry],
    '/mockServiceWorker.js': ['text/javascript', worker],
    '/own.txt': ['text/plain', "the page's own"],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ''] ?? [];
    if (type === undefined) response.writeHead(404).end();
    else response.setHeader('content-type', type).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What is built, as a page without a bundler gets it. A `node:` module in it would be a warning. */
async function bundled(input: string): Promise<string> {
  const build = await rollup({
    input,
    plugins: [resolvePackages({ browser: true, exportConditions: ['browser', 'production'] })],
    onwarn(warning) {
      if (warning.code === 'CIRCULAR_DEPENDENCY' || warning.code === 'THIS_IS_UNDEFINED') return;
      throw new Error(`The browser entry has a flaw: ${warning.message}`);
    },
  });
  const { output } = await build.generate({ format: 'es', inlineDynamicImports: true });
  await build.close();
  return output[0].code;
}
