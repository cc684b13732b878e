import type { CallOptions } from '../peertube/request/call-options.js';
import type { Piyakast } from './create-piyakast.js';
import type { Page, PiyakastStream, StreamCredentials, StreamRequest } from './types.js';
import type { PiyakastListOptions } from './videos.js';

const ROOT = '/api/v1/streams';
const ROUTE = `${ROOT}/:id`;
const pathOf = (id: string) => `${ROOT}/${encodeURIComponent(id)}`;

/** Options of {@link createPiyakastStream}. */
export interface CreateStreamOptions extends CallOptions {
  /** Any text of up to 255 visible ASCII characters: creating again with the same one, within a day, makes no second live. */
  idempotencyKey?: string | undefined;
}

/**
 * Makes a live at PeerTube.
 *
 * @throws {@link LiveError} `live/disabled`, `live/limit-reached`, `live/no-instance`; {@link AuthError}
 * `auth/not-signed-in`.
 * @example
 * ```ts
 * import { createPiyakast, createPiyakastStream, getPiyakastStreamCredentials } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const stream = await createPiyakastStream(piyakast, { name: 'Tonight', saveReplay: false });
 * const { rtmpUrl, streamKey } = await getPiyakastStreamCredentials(piyakast, stream.id);
 * console.log(rtmpUrl, streamKey.length);
 * ```
 */
export function createPiyakastStream(
  { http }: Piyakast,
  request: StreamRequest,
  { idempotencyKey, signal }: CreateStreamOptions = {},
): Promise<PiyakastStream> {
  const headers = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey };
  return http.json({ method: 'POST', path: ROOT, json: request, auth: 'required', headers, signal });
}

/**
 * The lives that the asker may see, newest first. A token that the server refuses counts as none.
 *
 * @throws {@link HttpError} `http/bad-request` for a `count` out of range; {@link NetworkError}.
 * @example
 * ```ts
 * import { createPiyakast, listPiyakastStreams } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { data } = await listPiyakastStreams(piyakast, { count: 10 });
 * console.log(data.filter((stream) => stream.state === 'live').length);
 * ```
 */
export function listPiyakastStreams(
  { http }: Piyakast,
  { start, count, cursor, search, signal }: PiyakastListOptions = {},
): Promise<Page<PiyakastStream>> {
  return http.json({ path: ROOT, query: { start, count, cursor, search }, signal });
}

/**
 * One live, as the asker may see it; never with its key.
 *
 * @throws {@link LiveError} `live/not-found`; {@link HttpError} `video/private` for one that the caller may not see.
 * @example
 * ```ts
 * import { createPiyakast, getPiyakastStream } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { state, viewers, replays } = await getPiyakastStream(piyakast, 'its id');
 * console.log(state, viewers, replays.at(-1)?.embedUrl);
 * ```
 */
export function getPiyakastStream(
  { http }: Piyakast,
  id: string,
  { signal }: CallOptions = {},
): Promise<PiyakastStream> {
  return http.json({ path: pathOf(id), route: ROUTE, signal });
}

/**
 * Changes the fields given. Replay and latency only before an encoder has sent.
 *
 * @throws {@link LiveError} `live/already-started`, `live/not-found`; {@link AuthError} `auth/forbidden`.
 * @example
 * ```ts
 * import { createPiyakast, updatePiyakastStream } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const stream = await updatePiyakastStream(piyakast, 'its id', { name: 'Tonight at nine', saveReplay: true });
 * console.log(stream.saveReplay);
 * ```
 */
export function updatePiyakastStream(
  { http }: Piyakast,
  id: string,
  patch: Partial<StreamRequest>,
  { signal }: CallOptions = {},
): Promise<PiyakastStream> {
  return http.json({ method: 'PATCH', path: pathOf(id), route: ROUTE, json: patch, auth: 'required', signal });
}

/**
 * Gives it another key, for one that others know; id and address stay. The old key stops working.
 *
 * @throws {@link LiveError} `live/already-started` while a broadcast or its replay would be lost, `live/not-found`;
 * {@link AuthError} `auth/forbidden`.
 * @example
 * ```ts
 * import { createPiyakast, getPiyakastStreamCredentials, rotatePiyakastStreamKey } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { id } = await rotatePiyakastStreamKey(piyakast, 'its id');
 * const { streamKey } = await getPiyakastStreamCredentials(piyakast, id);
 * console.log(streamKey.length);
 * ```
 */
export function rotatePiyakastStreamKey(
  { http }: Piyakast,
  id: string,
  { signal }: CallOptions = {},
): Promise<PiyakastStream> {
  const path = `${pathOf(id)}/rotate-key`;
  // Not repeated: each attempt that arrives makes another key.
  const options = { retry: 'never', auth: 'required', timeoutMs: 60_000, signal } as const;
  return http.json({ method: 'POST', path, route: `${ROUTE}/rotate-key`, ...options });
}

/**
 * Ends and deletes it. Succeeds also when it is gone already.
 *
 * @throws {@link AuthError} `auth/forbidden` when it is another user's.
 * @example
 * ```ts
 * import { createPiyakast, deletePiyakastStream } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * await deletePiyakastStream(piyakast, 'its id');
 * ```
 */
export async function deletePiyakastStream(
  { http }: Piyakast,
  id: string,
  { signal }: CallOptions = {},
): Promise<void> {
  await http.request({ method: 'DELETE', path: pathOf(id), route: ROUTE, auth: 'required', accept: [404], signal });
}

/**
 * What the encoder needs. Owner only; keep it out of logs and of the page until asked for.
 *
 * @throws {@link AuthError} `auth/forbidden` for users other than the owner; {@link LiveError} `live/not-found`.
 * @example
 * ```ts
 * import { createPiyakast, getPiyakastStreamCredentials } from '@piyakast/sdk';
 *
 * const piyakast = createPiyakast({ url: 'https://cast.example', token: 'from your own server' });
 * const { rtmpUrl, streamKey } = await getPiyakastStreamCredentials(piyakast, 'its id');
 * await navigator.clipboard.writeText(streamKey); // when the owner asked for it
 * console.log(rtmpUrl);
 * ```
 */
export function getPiyakastStreamCredentials(
  { http }: Piyakast,
  id: string,
  { signal }: CallOptions = {},
): Promise<StreamCredentials> {
  const path = `${pathOf(id)}/credentials`;
  return http.json({ path, route: `${ROUTE}/credentials`, auth: 'required', signal });
}
