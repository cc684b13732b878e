import type { HttpHandler } from 'msw';
import { embedHtml } from '../../embed/embed-html.js';
import { channelOf } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { Problem, problem } from '../http/problem.js';
import { json, type RouteContext, route } from '../http/route.js';
import { findVideo } from '../videos/find-video.js';
import { Privacies, type VideoState } from '../videos/state.js';
import { thumbnailsOf } from '../videos/thumbnails.js';
import { embedPath } from '../videos/video-json.js';
import { appPage } from './fallback-routes.js';

const PAGE = { limiter: 'pages' } as const;
const EMBED = { width: 560, height: 315 };
/** Player parameters that oEmbed copies from the watch URL (docs/peertube §11 and §12; `scope` is dropped). */
const PLAYER_PARAMETERS = [
  ...['start', 'stop', 'autoplay', 'muted', 'loop', 'api', 'controls', 'controlBar', 'title', 'warningTitle'],
  ...['peertubeLink', 'p2p', 'subtitle', 'playbackRate', 'bigPlayBackgroundColor', 'foregroundColor', 'mode'],
  ...['waitPasswordFromEmbedAPI'],
];

/** Pages and oEmbed (docs/peertube §11). */
export function pageHandlers(fake: FakePeerTube): HttpHandler[] {
  const watch = ({ params }: RouteContext) => appPage(fake, publicVideo(fake, params.id ?? '') ? 200 : 404);
  const embed = () => embedHtml(fake);
  return [
    route(fake, 'get /services/oembed', PAGE, oEmbed),
    route(fake, 'get /videos/embed/:id', { ...PAGE, frameable: true }, embed),
    route(fake, 'get /video-playlists/embed/:id', { ...PAGE, frameable: true }, embed),
    route(fake, 'get /w/:id', PAGE, watch),
    route(fake, 'get /videos/watch/:id', PAGE, watch),
  ];
}

function publicVideo(fake: FakePeerTube, id: string): VideoState | undefined {
  try {
    const video = findVideo(fake, id);
    return video.privacy === Privacies.public || video.privacy === Privacies.unlisted ? video : undefined;
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

function oEmbed({ fake, url }: RouteContext): Response {
  const asked = url.searchParams.get('url') ?? '';
  const format = url.searchParams.get('format') ?? 'json';
  if (format !== 'json') {
    const detail = 'Requested format is not implemented on server.';
    throw new Problem({ status: 501, detail, extra: { format } });
  }
  const target = URL.canParse(asked) ? new URL(asked) : undefined;
  const id = /^\/(?:w|videos\/watch)\/([^/]+)$/.exec(target?.pathname ?? '')?.[1];
  if (!target || target.origin !== fake.url || id === undefined) {
    throw new Problem({ status: 400, detail: 'Invalid url.', extra: { url: asked } });
  }
  const video = findVideo(fake, id);
  if (video.privacy !== Privacies.public && video.privacy !== Privacies.unlisted) {
    throw problem(403, 'Video is not publicly available');
  }
  const limit = (name: string) => Number(url.searchParams.get(name) ?? Number.POSITIVE_INFINITY);
  const [maxWidth, maxHeight] = [limit('maxwidth'), limit('maxheight')];
  const width = Math.min(EMBED.width, maxWidth);
  const height = Math.min(EMBED.height, maxHeight);
  const channel = channelOf(fake, video.channelId);
  const { oEmbedPicture: picture, iframeAttributes } = fake.rules.pages;
  const pictureFits = picture.width <= maxWidth && picture.height <= maxHeight;
  return json({
    type: 'video',
    version: '1.0',
    html: `<iframe width="${width}" height="${height}" sandbox="allow-same-origin allow-scripts allow-popups allow-forms" title="${escaped(video.name)}" src="${fake.url}${embedPath(fake, video)}${playerQuery(fake, target)}" ${iframeAttributes}></iframe>`,
    width,
    height,
    title: video.name,
    author_name: channel.displayName,
    author_url: `${fake.url}/video-channels/${channel.name}`,
    provider_name: fake.features.instanceName,
    provider_url: fake.url,
    ...(pictureFits
      ? {
          thumbnail_url: fake.url + picturePath(fake, video, picture.width),
          thumbnail_width: picture.width,
          thumbnail_height: picture.height,
        }
      : {}),
  });
}

function picturePath({ rules }: FakePeerTube, video: VideoState, width: number): string {
  if (!rules.videos.laterFields) return `/lazy-static/previews/${video.preview}`;
  return `/lazy-static/thumbnails/${thumbnailsOf(video).find((file) => file.width === width)?.name}`;
}

function playerQuery({ rules }: FakePeerTube, target: URL): string {
  const copied = [...PLAYER_PARAMETERS, ...rules.pages.laterParameters];
  const query = new URLSearchParams();
  for (const [name, value] of target.searchParams) if (copied.includes(name)) query.set(name, value);
  return query.size > 0 ? `?${query}` : '';
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
