/**
 * A page without TLS and not on the own machine's name, where browsers withhold what needs a secure context. It loads
 * the bundle as a site does, plays a PeerTube video, and reports to its parent what happened.
 */
export function plainPage() {
  return {
    name: 'plain-page',
    serve: ({ path }) =>
      path === '/plain-page' ? { type: 'html', body: `${HTML}<script>(${page})()</script>` } : undefined,
  };
}

const HTML = `<!doctype html><html lang="en"><title>A plain page</title>
<script type="module" src="/packages/elements/dist/cdn/piya.js"></script>
<piya-player muted src="http://tube.test/w/kkGMgK9ZtnKfYAgnEtQxbv"></piya-player>
<piya-embed preload="none"></piya-embed>
<piya-upload server="http://cast.test"></piya-upload>
<piya-live-setup server="http://cast.test"></piya-live-setup>`;

function page() {
  const post = (message) => parent.postMessage({ piyaTest: message }, '*');
  const instance = {
    '/api/v1/config': {
      serverVersion: '6.3.0',
      views: { videos: { watchingInterval: { anonymous: 5000, users: 5000 } } },
    },
    '/api/v1/videos/kkGMgK9ZtnKfYAgnEtQxbv': {
      ...{ id: 1, uuid: 'u1', name: 'A clip', duration: 12, isLive: false, files: [] },
      ...{ state: { id: 1, label: 'Published' }, privacy: { id: 1, label: 'Public' } },
      streamingPlaylists: [{ id: 1, type: 1, playlistUrl: `${location.origin}/clips/ok/hls/master.m3u8`, files: [] }],
    },
    '/api/v1/videos/u1/captions': { data: [] },
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { hostname, pathname } = new URL(request.url);
    if (!hostname.endsWith('.test') || hostname === location.hostname) return fetch(request);
    if (pathname.endsWith('/views')) post({ viewed: await request.json() });
    const answer = instance[pathname];
    return answer ? Response.json(answer) : new Response(null, { status: pathname.endsWith('/views') ? 204 : 404 });
  };
  addEventListener('error', ({ message }) => post({ error: message }));
  addEventListener('unhandledrejection', ({ reason }) => post({ error: String(reason) }));
  const tags = ['piya-player', 'piya-embed', 'piya-upload', 'piya-live-setup'];
  Promise.all(tags.map((tag) => customElements.whenDefined(tag))).then(() => {
    const player = document.querySelector('piya-player');
    player.addEventListener('timeupdate', () => {
      if (player.currentTime > 0.5) post({ isSecureContext, tags, plays: player.currentSrc });
    });
    player.play().catch((error) => post({ error: String(error) }));
  });
}
