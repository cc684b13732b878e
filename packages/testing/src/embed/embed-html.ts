import type { FakePeerTube } from '../peertube/fake-peertube.js';
import { createEmbedChannel } from './embed-channel.js';
import { embedPlayer } from './embed-player.js';

/** Where the sandbox serves hls.js for the embed page. */
export const HLS_SCRIPT_PATH = '/_sandbox/hls.mjs';

const STYLE = `
html,body{margin:0;height:100%;background:#000;color:#fff;font:16px/1.5 system-ui,sans-serif}
video{width:100%;height:100%;display:block}
p{position:absolute;inset:0;margin:auto;height:fit-content;text-align:center;padding:1rem}
p:empty{display:none}
`;

/**
 * The embed page: 200 for any id, even an unknown one; the script inside finds out (contract §11).
 *
 * The script travels as the text of a function, so that it is typed and built like everything else.
 */
export function embedHtml(fake: FakePeerTube): Response {
  const config = JSON.stringify({ serverVersion: fake.features.serverVersion });
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${fake.features.instanceName.replaceAll('<', '&lt;')}</title><style>${STYLE}</style></head>
<body><video playsinline crossorigin="anonymous"></video><p role="status"></p>
<script>window.PeerTubeServerConfig = ${JSON.stringify(config)};</script>
<script type="module">
const { default: Hls } = await import(${JSON.stringify(HLS_SCRIPT_PATH)}).catch(() => ({}));
(${embedPlayer.toString()})({ Hls, createChannel: ${createEmbedChannel.toString()} });
</script></body></html>
`;
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'max-age=0, no-cache, must-revalidate' },
  });
}
