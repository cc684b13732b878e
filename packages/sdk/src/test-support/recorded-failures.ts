import { readdirSync, readFileSync } from 'node:fs';
import { createFakeClock } from '@piyakast/testing/kit';
import {
  addComment,
  createChannel,
  createLive,
  createPeerTube,
  deleteChannel,
  deleteVideo,
  getCaptions,
  getChannel,
  getConfig,
  getFileToken,
  getLive,
  getLiveSessions,
  getMe,
  getMyVideos,
  getOEmbed,
  getQuotaUsed,
  getSessionOfReplay,
  getVideo,
  getVideoSource,
  getVideoStats,
  isPiyaError,
  listJobs,
  listVideos,
  type PeerTube,
  peertubeProtocol,
  sendView,
  setCaption,
  setChapters,
  signIn,
  toUploadSource,
  type UploadRecord,
  updateChannel,
  updateLive,
  updateVideo,
  uploadLegacy,
} from '../index.js';
import { json } from './transcript.js';

/** The versions whose answers were recorded. */
export const RECORDED_VERSIONS = ['6.3.0', '8.2.1'] as const;
export type RecordedVersion = (typeof RECORDED_VERSIONS)[number];

/** An exchange with a real PeerTube. */
export interface Recorded {
  /** `file: name of the exchange`. */
  name: string;
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown };
  response: { status: number; headers: Record<string, string>; body?: unknown };
}

const FOLDER = new URL('../../../testing/fixtures/recordings/', import.meta.url);
const ORIGIN = 'https://video.example';
const RESUMABLE = '/api/v1/videos/upload-resumable';

/** Every recorded answer that is not a success. */
export function recordedFailures(version: RecordedVersion): Recorded[] {
  const folder = new URL(`${version}/`, FOLDER);
  return readdirSync(folder).flatMap((file) => {
    const entries = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Partial<Recorded>[];
    return entries.flatMap(({ name, request, response }) =>
      request && response && response.status >= 400
        ? [{ name: `${file.replace('.json', '')}: ${name}`, request, response }]
        : [],
    );
  });
}

/** What a caller of the SDK gets for a recorded answer: the code of the error, or the kind of an upload's status. */
export async function outcomeOf(recorded: Recorded): Promise<{ outcome: string; message: string }> {
  const { method, path } = recorded.request;
  const asked = `${method} ${path}`;
  const [, call] = CALLS.find(([route]) => route.test(asked)) ?? [undefined, raw];
  try {
    const result = await call(peertubeAnswering(recorded), recorded);
    return { outcome: (result as { kind?: string } | undefined)?.kind ?? 'nothing', message: '' };
  } catch (error) {
    if (!isPiyaError(error)) throw error;
    return { outcome: error.code, message: error.message };
  }
}

/** An instance that answers one request as it was recorded, and what comes before it as usual. */
function peertubeAnswering({ name: exchange, request, response }: Recorded): PeerTube {
  const expiresAtMs = Number.MAX_SAFE_INTEGER;
  const tokens = { accessToken: 'a', refreshToken: 'r', expiresAtMs, refreshExpiresAtMs: expiresAtMs };
  const [path] = request.path.split('?');
  const usual: Record<string, unknown> = {
    'GET /api/v1/oauth-clients/local': { client_id: 'i', client_secret: 's' },
    'POST /api/v1/users/token': { access_token: 'b', refresh_token: 'c', expires_in: 9, refresh_token_expires_in: 9 },
    'GET /api/v1/users/me': { id: 1, videoChannels: [{ id: 1 }], videoQuota: -1, videoQuotaDaily: -1 },
    [`GET ${path}/passwords`]: { total: 0, data: [] },
    ...around(exchange, path ?? ''),
  };
  return createPeerTube({
    url: ORIGIN,
    clock: createFakeClock(),
    retry: { limit: 0 },
    tokenStore: { get: async () => tokens, set: async () => undefined, delete: async () => undefined },
    fetch: async (input, init) => {
      const name = `${init?.method ?? 'GET'} ${new URL(String(input)).pathname}`;
      if (name !== `${request.method} ${path}`) return json(usual[name] ?? {});
      const { status, headers, body } = response;
      const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
      const { 'content-encoding': _one, 'content-length': _two, ...kept } = headers;
      return new Response(text, { status, headers: kept });
    },
  });
}

/** What the instance said of the live and of its configuration when it refused in words. */
function around(exchange: string, path: string): Record<string, unknown> {
  const live = {
    permanentLive: false,
    saveReplay: true,
    replaySettings: { privacy: 1 },
    latencyMode: 1,
    streamKey: 'k',
  };
  const state = /while streaming/.test(exchange) ? 1 : /after the end/.test(exchange) ? 5 : 4;
  const video = { id: 1, uuid: 'u', isLive: /^live/.test(exchange), state: { id: state }, privacy: { id: 1 } };
  const allows = { latencySetting: { enabled: !/latency setting is disabled/.test(exchange) }, allowReplay: true };
  return {
    'GET /api/v1/config': { serverVersion: '6.3.0', live: allows, video: { file: { extensions: ['.mp4'] } } },
    [`GET ${path.replace('/live/', '/')}`]: video,
    ...(path.includes('/live/') && { [`GET ${path}`]: live }),
  };
}

const raw = ({ http }: PeerTube, { request }: Recorded): Promise<unknown> =>
  http.request({ method: request.method as 'GET', path: request.path, auth: 'optional' });

const fields = { name: 'A name', channelId: 1 };
/** The fields that were sent, when they were sent as JSON. */
const sentWith = ({ request: { body } }: Recorded): object => (typeof body === 'object' && body !== null ? body : {});
/** The instance that answers knows one channel. */
const channelOf = ({ name }: Recorded): number => (/somebody else|unknown channel/.test(name) ? 99 : 1);
/** Begins as an MP4 does. */
const file = (): Blob => new Blob(['\0\0\0\u0018ftypmp42\0\0\0\0mp42isom'], { type: 'video/mp4' });
const record: UploadRecord = {
  key: 'k',
  protocol: 'peertube',
  server: ORIGIN,
  uploadUrl: `${ORIGIN}${RESUMABLE}?upload_id=u`,
  sizeBytes: 3,
  name: 'a.mp4',
  createdAtMs: 0,
};

type Call = (peertube: PeerTube, recorded: Recorded) => Promise<unknown>;

/** Which function sends such a request. The first that fits; what none sends goes out as it is. */
const CALLS: readonly (readonly [RegExp, Call])[] = [
  [/^POST .*\/users\/token$/, (peertube) => signIn(peertube, { username: 'u', password: 'p' })],
  [/^GET .*\/oauth-clients/, (peertube) => signIn(peertube, { username: 'u', password: 'p' })],
  [/^GET .*\/users\/me$/, (peertube) => getMe(peertube)],
  [/^GET .*\/users\/me\/videos/, (peertube) => getMyVideos(peertube)],
  [/^GET .*\/video-quota-used$/, (peertube) => getQuotaUsed(peertube)],
  [/^GET .*\/config$/, (peertube) => getConfig(peertube)],
  [/^GET .*\/jobs$/, (peertube) => listJobs(peertube)],
  [/^GET .*\/jobs\//, (peertube, { request }) => listJobs(peertube, { state: last(request.path) })],
  [/^POST .*\/video-channels$/, (peertube) => createChannel(peertube, { name: 'c', displayName: 'C' })],
  [/^GET .*\/video-channels\/\w+$/, (peertube, { request }) => getChannel(peertube, last(request.path))],
  [/^PUT .*\/video-channels\/\w+$/, (peertube, { request }) => updateChannel(peertube, last(request.path), {})],
  [/^DELETE .*\/video-channels\/\w+$/, (peertube, { request }) => deleteChannel(peertube, last(request.path))],
  [/^GET \/services\/oembed/, (peertube) => getOEmbed(peertube, 'u')],
  [/^POST .*\/videos\/live$/, createRecordedLive],
  [/^GET .*\/live\/[^/]+\/sessions$/, (peertube, { request }) => getLiveSessions(peertube, parent(request.path))],
  [/^GET .*\/live-session$/, (peertube, { request }) => getSessionOfReplay(peertube, parent(request.path))],
  [/^GET .*\/videos\/live\//, (peertube, { request }) => getLive(peertube, last(request.path))],
  [/^PUT .*\/videos\/live\//, (peertube, { request }) => updateLive(peertube, last(request.path), { latencyMode: 3 })],
  [/^POST .*\/videos\/upload$/, (peertube) => uploadLegacy(peertube, file(), fields)],
  [/^POST .*\/upload-resumable/, (peertube) => resumable(peertube).create('k', source(), { generation: 0 })],
  [/^DELETE .*\/upload-resumable/, (peertube) => resumable(peertube).cancel(record, {})],
  [/^PUT .*\/upload-resumable/, sendOrAsk],
  [/\/videos\/[^/]+\/token$/, (peertube, { request }) => getFileToken(peertube, parent(request.path))],
  [/^GET .*\/captions$/, (peertube, { request }) => getCaptions(peertube, parent(request.path))],
  [
    /^PUT .*\/captions\/\w+$/,
    (peertube, { request }) => setCaption(peertube, parts(request.path).at(-3) ?? '', last(request.path), captions()),
  ],
  [/^PUT .*\/chapters$/, (peertube, { request }) => setChapters(peertube, parent(request.path), [])],
  [/^GET .*\/source$/, (peertube, { request }) => getVideoSource(peertube, parent(request.path))],
  [/^POST .*\/views$/, (peertube, { request }) => sendView(peertube, parent(request.path), { currentTime: 1 })],
  [/^GET .*\/stats\/overall$/, (peertube, { request }) => getVideoStats(peertube, parts(request.path).at(-3) ?? '')],
  [/^GET .*\/api\/v1\/videos(\?|$)/, (peertube) => listVideos(peertube)],
  [/^GET .*\/api\/v1\/videos\/[\w-]+$/, (peertube, { request }) => getVideo(peertube, last(request.path))],
  [
    /^PUT .*\/api\/v1\/videos\/[\w-]+$/,
    (peertube, recorded) => updateVideo(peertube, last(recorded.request.path), sentWith(recorded)),
  ],
  [/^DELETE .*\/api\/v1\/videos\/[\w-]+$/, (peertube, { request }) => deleteVideo(peertube, last(request.path))],
  [/^POST .*\/comment-threads$/, (peertube, { request }) => addComment(peertube, parent(request.path), 'text')],
];

function createRecordedLive(peertube: PeerTube, recorded: Recorded): Promise<unknown> {
  const { latencyMode } = sentWith(recorded) as { latencyMode?: number };
  const request = { ...fields, channelId: channelOf(recorded) };
  return createLive(peertube, latencyMode === undefined ? request : { ...request, latencyMode });
}

const captions = (): Blob => new Blob(['WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n']);
const parts = (path: string): string[] => (path.split('?')[0] ?? '').split('/');
const last = (path: string): string => parts(path).at(-1) ?? '';
const parent = (path: string): string => parts(path).at(-2) ?? '';

const resumable = (peertube: PeerTube) => peertubeProtocol(peertube, fields, { inspect: false });
const source = () => toUploadSource(file());

function sendOrAsk(peertube: PeerTube, { request }: Recorded): Promise<unknown> {
  const asks = request.headers['content-range']?.startsWith('bytes */');
  if (asks) return resumable(peertube).status(record, {});
  return resumable(peertube).send(record, file(), { start: 0, end: 3, total: 3 }, { timeoutMs: 1_000 });
}
