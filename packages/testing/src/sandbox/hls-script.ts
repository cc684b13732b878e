import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type HttpHandler, http } from 'msw';
import { HLS_SCRIPT_PATH } from '../embed/embed-html.js';

/** Serves hls.js to the embed page, which plays HLS in browsers that cannot. */
export function hlsScriptHandler(url: string): HttpHandler {
  const path = join(dirname(createRequire(import.meta.url).resolve('hls.js')), 'hls.min.mjs');
  return http.get(url + HLS_SCRIPT_PATH, async () => {
    return new Response(await readFile(path), { headers: { 'content-type': 'text/javascript' } });
  });
}
