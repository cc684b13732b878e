/** Which view the address names. The part after `#` never changes for a video, wherever its bytes are. */
export type Route = { view: 'videos' } | { view: 'video'; id: string } | { view: 'live'; id: string };

/** Reads `#/`, `#/v/<id>`, `#/live` and `#/live/<id>`. */
export function parseRoute(hash: string): Route {
  const [, view, id = ''] = hash.replace(/^#/, '').split('/');
  if (view === 'v' && id) return { view: 'video', id: decodeURIComponent(id) };
  if (view === 'live') return { view: 'live', id: decodeURIComponent(id) };
  return { view: 'videos' };
}

export const videoHref = (id: string): string => `#/v/${encodeURIComponent(id)}`;

export const liveHref = (id = ''): string => (id ? `#/live/${encodeURIComponent(id)}` : '#/live');

/** The video that an address of the server (`/v/<id>`) names. */
export function videoIdOf(href: string): string | undefined {
  const url = new URL(href, location.href);
  const id = /^\/v\/([^/]+)$/.exec(url.pathname)?.[1];
  return url.origin === location.origin && id ? decodeURIComponent(id) : undefined;
}
