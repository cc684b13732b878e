import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { faultyBytes } from '../faults/faulty-bytes.js';
import { Problem, problem, RawAnswer, textAnswer } from '../http/problem.js';
import { type RouteContext, route } from '../http/route.js';
import { sessionOf } from '../oauth/sessions.js';
import { isOwner } from '../videos/find-video.js';
import { Privacies, type VideoState } from '../videos/state.js';
import { thumbnailNamed } from '../videos/thumbnails.js';
import { extensionOf, hasPrivateFiles } from '../videos/video-json.js';

const TYPES: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.ogv': 'video/ogg',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.ts': 'video/mp2t',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.vtt': 'text/vtt',
  '.json': 'application/json; charset=UTF-8',
};

interface Content {
  sizeBytes: number;
  read: (start: number, end: number) => ReadableStream<Uint8Array>;
}

/** Files of videos: the original, HLS, images, captions (docs/peertube §3 and §7). */
export function staticFileHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'get /static/web-videos/private/:name', {}, (context) => webVideo(context, true)),
    route(fake, 'get /static/web-videos/:name', {}, (context) => webVideo(context, false)),
    route(fake, 'get /static/streaming-playlists/hls/private/:uuid/:name', {}, (context) => hls(context, true)),
    route(fake, 'get /static/streaming-playlists/hls/:uuid/:name', {}, (context) => hls(context, false)),
    route(fake, 'get /download/web-videos/:name', {}, (context) => download(context, 'web-video')),
    route(fake, 'get /download/streaming-playlists/hls/videos/:name', {}, (context) => download(context, 'hls')),
    route(fake, 'get /lazy-static/thumbnails/:name', {}, image),
    route(fake, 'get /lazy-static/previews/:name', {}, image),
    route(fake, 'get /lazy-static/storyboards/:name', {}, image),
    route(fake, 'get /lazy-static/avatars/:name', {}, image),
    route(fake, 'get /lazy-static/video-captions/:name', {}, (context) => {
      const caption = fake.state.videos
        .flatMap((video) => video.captions)
        .find((one) => one.name === context.params.name);
      if (!caption) throw missingLazily();
      return serve(context, textContent(caption.text), '.vtt', lazilyCached(fake));
    }),
  ];
}

async function webVideo(context: RouteContext, secret: boolean): Promise<Response> {
  const { fake, params } = context;
  const name = params.name ?? '';
  const video = fake.state.videos.find((one) => one.files.some((file) => file.name === name));
  const file = video?.files.find((one) => one.name === name);
  if (!video || !file || hasPrivateFiles(video) !== secret) throw missing(context);
  if (secret) mustReadFiles(context, video);
  return serve(context, await storedContent(fake, file.key), extensionOf(name));
}

async function hls(context: RouteContext, secret: boolean): Promise<Response> {
  const { fake, params } = context;
  const { uuid = '', name = '' } = params;
  const video = fake.state.videos.find((one) => one.uuid === uuid);
  if (secret && video) mustReadFiles(context, video);
  if (!video || hasPrivateFiles(video) !== secret) throw missing(context);
  const content = await hlsContent(fake, video, name);
  if (!content) throw missing(context);
  if (secret && name.endsWith('.m3u8')) return secretPlaylist(context, content);
  return serve(context, content, extensionOf(name));
}

async function hlsContent(fake: FakePeerTube, video: VideoState, name: string): Promise<Content | undefined> {
  const entry = video.playlist?.content[name];
  if (entry && 'text' in entry) return textContent(entry.text);
  if (entry) return storedContent(fake, entry.key);
  if (!video.live?.playable) return undefined;
  const file = await fake.liveMedia.file(video, name);
  return file && { sizeBytes: file.sizeBytes, read: () => file.bytes };
}

/** Playlists of private videos come without Range, and carry the token on to what they name when they are asked to. */
async function secretPlaylist({ fake, url }: RouteContext, content: Content): Promise<Response> {
  let text = await new Response(content.read(0, content.sizeBytes)).text();
  const token = url.searchParams.get('videoFileToken');
  if (token !== null && url.searchParams.get('reinjectVideoFileToken') === 'true') {
    const query = `?videoFileToken=${token}&reinjectVideoFileToken=true`;
    text = text
      .replaceAll(/^([^#\s].*)$/gm, (line) => line + query)
      .replaceAll(/URI="([^"]+)"/g, (_, uri: string) => `URI="${uri}${query}"`);
  }
  return new Response(text, { headers: { 'content-type': fake.rules.files.privatePlaylistType } });
}

/** Bearer token, password header or file token. @throws Problem 403, or the bare 403 of a bad one. */
function mustReadFiles({ fake, request, url }: RouteContext, video: VideoState): void {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  const password = request.headers.get('x-peertube-video-password');
  const fileToken = url.searchParams.get('videoFileToken');
  if (bearer === undefined && password === null && fileToken === null) {
    const detail = 'Video password header, video file token query parameter and bearer token are all missing';
    throw problem(fake.rules.files.noCredentialsStatus, detail);
  }
  const user = bearer === undefined ? undefined : sessionOf(fake, bearer)?.user;
  const known = fileToken === null ? undefined : fake.fileTokens.get(fileToken);
  if (user && (isOwner(fake, video, user) || user.role < 2 || video.privacy === Privacies.internal)) return;
  if (password !== null && video.passwords.some((one) => one.password === password)) return;
  if (known && known.videoId === video.id && known.expiresAtMs > fake.clock.now()) return;
  throw fake.rules.files.badTokenIsProblem ? problem(403, 'Invalid video file token') : textAnswer(403);
}

async function download(context: RouteContext, kind: 'web-video' | 'hls'): Promise<Response> {
  const { fake, params } = context;
  const match = /^([0-9a-f-]{36})-(\d+)/.exec(params.name ?? '');
  const video = fake.state.videos.find((one) => one.uuid === match?.[1]);
  const files = kind === 'hls' ? video?.playlist?.files : video?.files;
  const file = files?.find((one) => String(one.resolution) === match?.[2]);
  if (!video || !file) throw missing(context);
  if (hasPrivateFiles(video)) mustReadFiles(context, video);
  const content = (await hlsContent(fake, video, file.name)) ?? (await storedContent(fake, file.key));
  const response = fake.rules.files.downloadRanges
    ? serve(context, content, extensionOf(file.name))
    : wholeDownload(context, content);
  const suffix = `${file.resolution}p${kind === 'hls' ? '-hls' : ''}${extensionOf(file.name)}`;
  const name = encodeURIComponent(`${video.name}-${suffix}`).replaceAll('%20', ' ');
  response.headers.set('content-disposition', `attachment; filename="${name}"`);
  return response;
}

/** Always the whole file, its length and type unknown: it is not resumable (8.2 §7). */
function wholeDownload({ fake }: RouteContext, content: Content): Response {
  const headers = { 'content-type': 'application/octet-stream' };
  return new Response(faulty(fake, content.read(0, content.sizeBytes)), { headers });
}

async function image(context: RouteContext): Promise<Response> {
  const { fake } = context;
  const name = context.params.name ?? '';
  const content = await storedContent(fake, thumbnailNamed(fake, name)?.key ?? name);
  if (content.sizeBytes === 0) throw missingLazily();
  return serve(context, content, extensionOf(context.params.name ?? '.jpg'), lazilyCached(context.fake));
}

const lazilyCached = ({ rules }: FakePeerTube) => `public, max-age=${rules.files.lazyStaticMaxAgeS}`;

async function storedContent(fake: FakePeerTube, key: string): Promise<Content> {
  return { sizeBytes: await fake.storage.size(key), read: (start, end) => fake.storage.read(key, start, end) };
}

function textContent(text: string): Content {
  const bytes = new TextEncoder().encode(text);
  return { sizeBytes: bytes.length, read: (start, end) => new Blob([bytes.slice(start, end)]).stream() };
}

/** The whole or, with `Range`, a part (206), or 416. */
function serve(
  { fake, request }: RouteContext,
  content: Content,
  extension: string,
  cacheControl = 'public, max-age=0',
): Response {
  const { sizeBytes } = content;
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'cache-control': cacheControl,
    'content-type': TYPES[extension] ?? 'application/octet-stream',
    'last-modified': new Date(0).toUTCString(),
  };
  const range = parseRange(request.headers.get('range'), sizeBytes);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${sizeBytes}` } });
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes };
  headers['content-length'] = String(end - start);
  if (range) headers['content-range'] = `bytes ${start}-${end - 1}/${sizeBytes}`;
  const status = range ? 206 : 200;
  return new Response(faulty(fake, content.read(start, end)), { status, headers });
}

const faulty = (fake: FakePeerTube, body: ReadableStream<Uint8Array>) =>
  faultyBytes(body, { faults: fake.faults, clock: fake.clock, onRevoke: () => fake.revokeTokens() });

function parseRange(
  header: string | null,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') return { start: Math.max(0, sizeBytes - Number(last)), end: sizeBytes };
  const start = Number(first);
  if (start >= sizeBytes) return 'unsatisfiable';
  return { start, end: last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1) };
}

/** The real one leaks the path on its disk. */
const missing = ({ url }: RouteContext) =>
  new Problem({
    status: 404,
    detail: `ENOENT: no such file or directory, stat '/fake${url.pathname}'`,
    code: 'Error',
    docs: false,
  });

const missingLazily = () => new RawAnswer(new Response(null, { status: 404 }));
