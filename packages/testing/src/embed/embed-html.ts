import type { FakePeerTube } from '../peertube/fake-peertube.js';
import { createEmbedApi } from './embed-api.js';
import { createEmbedCaptions } from './embed-captions.js';
import { createEmbedChannel } from './embed-channel.js';
import { reportPlayback } from './embed-events.js';
import { createEmbedMethods } from './embed-methods.js';
import { type EmbedParts, embedPlayer } from './embed-player.js';
import { createEmbedSession } from './embed-session.js';
import { readEmbedSettings } from './embed-settings.js';
import { createEmbedSource } from './embed-source.js';
import type { EmbedConfig } from './embed-types.js';

/** Where the sandbox serves hls.js for the embed page. */
export const HLS_SCRIPT_PATH = '/_sandbox/hls.mjs';

const PARTS: EmbedParts = {
  readEmbedSettings,
  createEmbedApi,
  createEmbedSource,
  createEmbedCaptions,
  createEmbedMethods,
  createEmbedChannel,
  createEmbedSession,
  reportPlayback,
};

const STYLE = `
html,body{margin:0;height:100%;background:#000;color:#fff;font:16px/1.5 system-ui,sans-serif}
video{width:100%;height:100%;display:block}
p{position:absolute;inset:0;margin:auto;height:fit-content;text-align:center;padding:1rem}
p:empty{display:none}
`;

/**
 * The embed page: 200 for any id, even an unknown one; the script inside finds out (docs/peertube §11).
 *
 * The script travels as the text of functions, so that it is typed and built like everything else.
 */
export function embedHtml(fake: FakePeerTube): Response {
  const { embedPrivacy } = fake.rules.videos;
  const embedConfig: EmbedConfig = { embedPrivacy, laterMethods: fake.rules.embed.laterMethods };
  const parts = Object.entries(PARTS).map(([name, part]) => `${name}: ${part}`);
  const config = JSON.stringify({ serverVersion: fake.features.serverVersion });
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${fake.features.instanceName.replaceAll('<', '&lt;')}</title><style>${STYLE}</style></head>
<body><video playsinline crossorigin="anonymous"></video><p role="status"></p>
<script>window.PeerTubeServerConfig = ${JSON.stringify(config)};</script>
<script type="module">
const { default: Hls } = await import(${JSON.stringify(HLS_SCRIPT_PATH)}).catch(() => ({}));
(${embedPlayer})({ Hls, config: ${JSON.stringify(embedConfig)}, parts: { ${parts.join(',\n')} } });
</script></body></html>
`;
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'max-age=0, no-cache, must-revalidate' },
  });
}
