import { isPiyaError } from '../../errors/piya-error.js';
import { ask, askSigned } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { parsePeerTubeUrl, watchUrl } from '../urls/urls.js';
import { CHANGE_MEANINGS, VIDEO_MEANINGS } from './video-errors.js';
import { changeVideo } from './videos.js';

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

/** Which sites may embed a video (PeerTube 8); {@link setEmbedPrivacy} takes the same. */
export interface PeerTubeEmbedPrivacy {
  /** 1 all, 2 only `domains`, 3 decided elsewhere. */
  policy: { id: number; label: string };
  /** Hosts of pages that may, for policy 2. */
  domains: string[];
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
  const request = { path: '/services/oembed', query, errorMappings: VIDEO_MEANINGS, auth: 'none', signal } as const;
  return peertube.http.json(request);
}

/**
 * Whether pages of this host may embed the video. Instances before PeerTube 8 allow all.
 *
 * @param domain - Host of the page, such as `www.example`.
 * @throws {@link HttpError} `video/not-found`, `video/private`.
 * @example
 * ```ts
 * import { createPeerTube, embedUrl, isEmbedAllowed, watchUrl } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'gRjscAKWouefiE5Tmt8MeC';
 * const isAllowed = await isEmbedAllowed(peertube, id, location.hostname);
 * console.log(isAllowed ? embedUrl(peertube.url, id) : watchUrl(peertube.url, id));
 * ```
 */
export async function isEmbedAllowed(
  peertube: PeerTube,
  id: string | number,
  domain: string,
  { signal }: CallOptions = {},
): Promise<boolean> {
  const request = { params: { id }, query: { domain }, errorMappings: VIDEO_MEANINGS, signal };
  try {
    const route = 'GET /videos/:id/embed-privacy/allowed';
    return (await ask<{ domainAllowed: boolean }>(peertube, route, request)).domainAllowed;
  } catch (error) {
    if (isPiyaError(error) && error.code === 'config/unsupported') return true;
    throw error;
  }
}

/**
 * Which sites may embed the video; owner only.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, getEmbedPrivacy } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { policy, domains } = await getEmbedPrivacy(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log(policy.label, domains);
 * ```
 */
export function getEmbedPrivacy(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeEmbedPrivacy> {
  return askSigned(peertube, 'GET /videos/:id/embed-privacy', {
    params: { id },
    errorMappings: CHANGE_MEANINGS,
    signal,
  });
}

/**
 * Sets which sites may embed the video; owner only.
 *
 * @throws {@link HttpError} `config/unsupported` before PeerTube 8, `video/not-found`; {@link AuthError}
 * `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, setEmbedPrivacy, supports } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * if (await supports(peertube, 'embed-privacy')) {
 *   await setEmbedPrivacy(peertube, 'gRjscAKWouefiE5Tmt8MeC', { policy: 2, domains: ['www.example'] });
 * }
 * ```
 */
export function setEmbedPrivacy(
  peertube: PeerTube,
  id: string | number,
  privacy: { policy: number; domains: readonly string[] },
  { signal }: CallOptions = {},
): Promise<void> {
  const request = { params: { id }, json: privacy, errorMappings: CHANGE_MEANINGS, signal };
  return changeVideo(peertube, 'PUT /videos/:id/embed-privacy', request);
}
