/** What PeerTube's player may use in the page: autoplay, full screen and picture in picture. Nothing else. */
export const EMBED_ALLOW = 'autoplay; fullscreen; picture-in-picture';

/**
 * The sandbox that PeerTube gives its own oEmbed iframes. `allow-same-origin` is the embed's own origin, not the page's;
 * without it the player loses its settings and its API's storage.
 *
 * @see PeerTube oEmbed answer, `GET /services/oembed`; checked against 6.3.0
 */
export const EMBED_SANDBOX = 'allow-same-origin allow-scripts allow-popups allow-forms';

/** An iframe for a PeerTube embed page, not yet in the document. */
export function createEmbedFrame(document: Document, url: string, title: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.allow = EMBED_ALLOW;
  frame.setAttribute('sandbox', EMBED_SANDBOX);
  frame.setAttribute('part', 'iframe');
  // Embed privacy of newer instances is decided by the page's domain, so the referrer must reach them.
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  frame.src = url;
  return frame;
}
