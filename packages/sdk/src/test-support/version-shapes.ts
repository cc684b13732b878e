import { readFileSync } from 'node:fs';

/**
 * What one video, its parts and its live look like in each version. 6.3 is recorded from a real instance. The others are
 * made from that by what the contract (section 14) says in words of later versions; they were never observed.
 */
export const VERSIONS = ['6.0', '6.3', '7.1', '8.2', '9.0'] as const;
export type Version = (typeof VERSIONS)[number];

type Json = Record<string, unknown>;
interface Entry {
  name: string;
  response?: { body?: unknown };
}

const FOLDER = new URL('../../../testing/fixtures/recordings/6.3.0/', import.meta.url);
const CDN = 'https://cdn.example';

function recorded(file: string, name: string): Json {
  const entries = JSON.parse(readFileSync(new URL(`${file}.json`, FOLDER), 'utf8')) as Entry[];
  const body = entries.find((entry) => entry.name === name)?.response?.body;
  if (typeof body !== 'object' || body === null) throw new Error(`${file}.json has no answer "${name}"`);
  return structuredClone(body) as Json;
}

function without(object: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

const isFrom = (version: Version, since: Version): boolean => VERSIONS.indexOf(version) >= VERSIONS.indexOf(since);

/** Pictures of an account or a channel: `path` alone, then `fileUrl` beside it (7.1 has `url` too), then with `height`. */
function actor(version: Version, raw: Json): Json {
  const picture = { path: '/lazy-static/avatars/a.png', width: 48, createdAt: '2026-01-01T00:00:00.000Z' };
  const fileUrl = `${CDN}/lazy-static/avatars/a.png`;
  const avatar = isFrom(version, '8.2')
    ? { ...picture, fileUrl, height: 48 }
    : isFrom(version, '7.1')
      ? { ...picture, fileUrl, url: fileUrl }
      : picture;
  return { ...raw, avatars: [isFrom(version, '9.0') ? without(avatar, 'path') : avatar] };
}

function video(version: Version, raw: Json): Json {
  let body: Json = { ...raw };
  for (const name of ['account', 'channel']) body[name] = actor(version, body[name] as Json);
  // The comments policy came with 6.2.
  if (!isFrom(version, '6.3')) body = without(body, 'commentsPolicy');
  if (isFrom(version, '7.1')) body = without(body, 'descriptionPath');
  if (isFrom(version, '8.2')) {
    const thumbnails = [
      { width: 850, height: 480, aspectRatio: '16:9', fileUrl: `${CDN}/large.jpg` },
      { width: 280, height: 157, aspectRatio: '16:9', fileUrl: `${CDN}/small.jpg` },
    ];
    const counts = { comments: 0, downloads: 0, nsfwFlags: 0, nsfwSummary: null };
    body = { ...without(body, 'commentsEnabled'), ...counts, thumbnails };
    body.liveSchedules = [{ startAt: '2027-01-01T00:00:00.000Z' }];
    body.embedPrivacyPolicy = { id: 2, label: 'Allow list' };
  }
  return isFrom(version, '9.0') ? without(body, 'thumbnailPath', 'previewPath') : body;
}

/** The answers of an instance of this version, by method and route. */
export function answersOf(version: Version): Record<string, Json> {
  const details = recorded('videos', 'get by uuid, transcoded');
  const captions = recorded('videos', 'captions') as { data: Json[] };
  const storyboards = recorded('videos', 'storyboards') as { storyboards: Json[] };
  const source = recorded('videos', 'source as owner');
  const me = recorded('users-me', 'me') as Json & { account: Json; videoChannels: Json[] };
  const list = recorded('videos', 'list') as { total: number; data: Json[] };
  const live = recorded('live', 'get that live as owner');
  const addresses = (path: string, item: Json): Json => {
    const withUrl = isFrom(version, '7.1') ? { ...item, fileUrl: `${CDN}${String(item[path])}` } : item;
    return isFrom(version, '9.0') ? without(withUrl, path) : withUrl;
  };
  const collaborations = isFrom(version, '8.2')
    ? [{ id: 1, videoChannel: { id: 99, name: 'shared', avatars: [] } }]
    : [];
  return {
    'GET /api/v1/config': { ...recorded('config', 'public config'), serverVersion: `${version}.0` },
    'GET /api/v1/videos': { ...list, data: list.data.map((item) => video(version, item)) },
    'GET /api/v1/videos/u': video(version, details),
    'GET /api/v1/videos/u/captions': { ...captions, data: captions.data.map((item) => addresses('captionPath', item)) },
    'GET /api/v1/videos/u/storyboards': {
      storyboards: storyboards.storyboards.map((item) => addresses('storyboardPath', item)),
    },
    'GET /api/v1/videos/u/source': isFrom(version, '8.2')
      ? without(source, 'filename', 'fileUrl')
      : isFrom(version, '6.3')
        ? source
        : without(source, 'inputFilename'),
    'GET /api/v1/videos/live/u': {
      ...live,
      ...(isFrom(version, '8.2') ? { schedules: [{ startAt: '2027-01-01T00:00:00.000Z' }], dvrWindow: 600 } : {}),
    },
    'GET /api/v1/users/me': {
      ...me,
      account: actor(version, me.account),
      videoChannels: me.videoChannels.map((channel) => actor(version, channel)),
      ...(isFrom(version, '8.2') ? { videoChannelCollaborations: collaborations } : {}),
    },
  };
}
