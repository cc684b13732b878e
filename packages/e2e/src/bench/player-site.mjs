import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.m4s': 'video/iso.segment',
};
const COMPRESSED = new Set(['.html', '.js', '.css']);

/**
 * Serves pages (`/pages/<name>.html`, made by `pageOf`), code and media. `/dead/…` answers 404, and under `/failing/…` the
 * playlists are there and every segment answers 503.
 */
export async function serveSite({ folders, pageOf }) {
  const zipped = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://site');
    const [, first = '', rest = ''] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (first === 'pages') return send(request, response, pathname, Buffer.from(pageOf(rest.replace('.html', ''))));
    if (first === 'failing') {
      if (extname(rest) !== '.m3u8') return fail(response, 503);
      return sendFile(request, response, join(folders.media, normalize(`/${rest}`)));
    }
    const folder = folders[first];
    if (folder === undefined) return fail(response, 404);
    return sendFile(request, response, join(folder, normalize(`/${rest}`)));
  });
  function sendFile(request, response, path) {
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return fail(response, 404);
    if (COMPRESSED.has(extname(path))) return send(request, response, path, readFileSync(path));
    return sendRange(request, response, path);
  }
  function send(_request, response, path, body) {
    const key = `${path} ${body.length}`;
    if (!zipped.has(key)) zipped.set(key, gzipSync(body, { level: 9 }));
    const bytes = zipped.get(key);
    response.writeHead(200, { ...headersOf(path), 'content-encoding': 'gzip', 'content-length': bytes.length });
    response.end(bytes);
  }
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

const headersOf = (path) => ({
  'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
  'access-control-allow-origin': '*',
  'cache-control': 'max-age=60',
});

function fail(response, status) {
  response.writeHead(status, { 'access-control-allow-origin': '*' });
  response.end();
}

function sendRange(request, response, path) {
  const { size } = statSync(path);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  response.writeHead(from === undefined ? 200 : 206, {
    ...headersOf(path),
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  });
  createReadStream(path, { start, end }).pipe(response);
}
