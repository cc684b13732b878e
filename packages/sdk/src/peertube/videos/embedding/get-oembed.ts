import type { CallOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import { parsePeerTubeUrl, watchUrl } from '../../urls/urls.js';
import { VIDEO_ERRORS } from '../video-errors.js';

/** What an instance offers for embedding a video elsewhere (oEmbed 1.0). */
export interface PeerTubeOEmbed {
  /** Always `video`. */
  type: 'video';
  /** An iframe. */
  html: string;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  title: string;
  /** The channel. */
  author_name: string;
  /** The channel's page. */
  author_url: string;
  /** The instance. */
  provider_name: string;
  /** The instance's address. */
  provider_url: string;
  /** Absent when it would be larger than asked for. */
  thumbnail_url?: string;
}

/**
 * The oEmbed answer for a video or playlist. Embed addresses are turned into watch addresses, which is all that PeerTube takes.
 *
 * @param video - Address, UUID or short UUID; of a playlist its address.
 * @throws {@link HttpError} `video/not-found`, `video/private`, `http/bad-request` for an address of another instance.
 * @see PeerTube, "oEmbed"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getOEmbed } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { html, title } = await getOEmbed(peertube, 'gRjscAKWouefiE5Tmt8MeC', { maxWidth: 640 });
 * console.log(title, html); // an <iframe> of at most 640 pixels
 * ```
 */
export function getOEmbed(
  peertube: PeerTube,
  video: string,
  { signal, maxWidth, maxHeight }: CallOptions & { maxWidth?: number; maxHeight?: number } = {},
): Promise<PeerTubeOEmbed> {
  const parsed = parsePeerTubeUrl(video);
  const url = watchUrl(parsed?.origin ?? peertube.url, parsed?.id ?? video, parsed?.kind);
  const query = { url, maxwidth: maxWidth, maxheight: maxHeight, format: 'json' };
  const request = { path: '/services/oembed', query, errorMappings: VIDEO_ERRORS, auth: 'none', signal } as const;
  return peertube.http.json(request);
}
