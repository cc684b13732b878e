import { latencyId, latencyName } from '../../contract/latency.js';
import { type Privacy, privacyId, privacyName } from '../../contract/privacy.js';
import { ConfigError } from '../../errors/config-error.js';
import { LiveError } from '../../errors/live-error.js';
import { assertField } from '../../http/assert-field.js';
import type { ErrorMapping, ErrorMappings, Problem } from '../../http/types.js';
import { invalidOption } from '../../upload/upload-key.js';
import { getMyVideos, type MyVideosOptions } from '../account/account.js';
import { supports } from '../instance/supports.js';
import { ask, askSigned, change, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { assertUsablePasswords, videoFieldsToJson } from '../request/fields.js';
import { bodyOf } from '../request/form-data.js';
import type { PeerTubePage, PeerTubeVideoIds } from '../types/common.js';
import type { PeerTubeLive, PeerTubeLiveRequest, PeerTubeLiveSession, PeerTubeLiveSettings } from '../types/live.js';
import type { PeerTubeVideo, PeerTubeVideoChanges } from '../types/video.js';
import { CHANGE_MEANINGS, FORBIDDEN, refusalInWords } from '../videos/video-errors.js';
import { deleteVideo, forgetVideos, getVideo, updateVideo } from '../videos/videos.js';

const CREATE: Route = 'POST /videos/live';
const GET: Route = 'GET /videos/live/:id';
const SESSIONS: Route = 'GET /videos/live/:id/sessions';

const NO_REPLAY: ErrorMapping = ['live/replay-not-allowed', 'Use `saveReplay: false`.', LiveError];
const LIMIT: ErrorMapping = [
  'live/limit-reached',
  'Delete a live that is not used; waiting and permanent ones count.',
  LiveError,
];
const CREATE_MEANINGS: ErrorMappings = {
  live_not_enabled: ['live/disabled', 'Ask the administrator to allow lives, or use another instance.', LiveError],
  live_not_allowing_replay: NO_REPLAY,
  max_user_lives_limit_reached: LIMIT,
  max_instance_lives_limit_reached: LIMIT,
  400: refusalInWords,
  403: settingRefusal,
};
const ERROR_MAPPINGS: ErrorMappings = {
  ...CHANGE_MEANINGS,
  403: (problem) => settingRefusal(problem) ?? FORBIDDEN,
  404: ['live/not-found', 'Check the id; a live that became its replay is an ordinary video.', LiveError],
};

/** What the instance does not allow of a live; without a code, but for one when a live is made. */
function settingRefusal({ detail = '' }: Problem): ErrorMapping | undefined {
  if (/latency/.test(detail)) return ['live/latency-not-allowed', 'Leave `latencyMode` out.', LiveError];
  return /replay/.test(detail) ? NO_REPLAY : undefined;
}

const about = (id: string | number, signal: AbortSignal | undefined) => ({
  params: { id },
  errorMappings: ERROR_MAPPINGS,
  signal,
});

/**
 * Makes a live. Its address and key are not in the answer: {@link getLive} has them.
 *
 * @throws {@link ConfigError} before any live is made: `config/unsupported` for `schedules` or a `dvrWindow` that the
 * instance would drop without a word, `config/invalid-option` for `replaySettings` without `saveReplay`, or for a password
 * that nobody could enter.
 * @throws {@link LiveError} `live/disabled`, `live/replay-not-allowed`, `live/latency-not-allowed`, `live/limit-reached`;
 * {@link HttpError} `channel/not-found` for one that is not the account's, `http/bad-request` for a wrong field; {@link AuthError}
 * `auth/not-signed-in`.
 * @see PeerTube REST API, "Create a live"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createLive, createPeerTube, getLive, getMyChannels } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const [channel] = await getMyChannels(peertube);
 * const request = { name: 'Tonight', channelId: channel?.id ?? 0, privacy: 'public', saveReplay: true } as const;
 * const { uuid } = await createLive(peertube, request);
 * const { rtmpUrl, streamKey } = await getLive(peertube, uuid);
 * console.log(rtmpUrl, streamKey?.length);
 * ```
 */
export async function createLive(
  peertube: PeerTube,
  request: PeerTubeLiveRequest,
  { signal }: CallOptions = {},
): Promise<PeerTubeVideoIds> {
  const [settings, video] = split(request);
  const { permanentLive = false, saveReplay = false } = request;
  mustSaveReplay(settings, saveReplay);
  assertUsablePasswords(video.videoPasswords ?? []);
  await mustBeKnown(peertube, settings, signal);
  const replaySettings = settings.replaySettings ?? replaySettingsLike(video.privacy);
  const live = settingsToJson({ ...settings, permanentLive, saveReplay, replaySettings });
  const json = { ...videoFieldsToJson(video), ...live };
  const body = { ...bodyOf(json, video.thumbnail), errorMappings: CREATE_MEANINGS, signal };
  const answer = await askSigned<{ video: PeerTubeVideoIds }>(peertube, CREATE, body);
  assertField(nameOf(CREATE), answer, 'video.uuid', 'string');
  const { id, uuid, shortUUID } = answer.video;
  return { id, uuid, shortUUID };
}

/**
 * A live's settings; for its owner also the address and the key.
 *
 * @throws {@link LiveError} `live/not-found`, also once a live has become its replay.
 * @see PeerTube REST API, "Get information about a live"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { rtmpUrl, rtmpsUrl, streamKey } = await getLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * // OBS wants the two apart; ffmpeg wants them joined by a slash.
 * console.log(rtmpsUrl ?? rtmpUrl ?? 'not your live', streamKey?.length);
 * ```
 */
export async function getLive(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeLive> {
  type Raw = Omit<PeerTubeLive, 'latencyMode' | 'replaySettings' | 'rtmpUrl'> & {
    latencyMode: number;
    rtmpUrl?: string | null;
    replaySettings?: { privacy: number } | null;
  };
  const raw = await ask<Raw>(peertube, GET, about(id, signal));
  assertField(nameOf(GET), raw, 'latencyMode', 'number');
  const { latencyMode, replaySettings, rtmpUrl, ...live } = raw;
  return {
    ...live,
    ...(rtmpUrl ? { rtmpUrl } : {}),
    latencyMode: latencyName(latencyMode),
    ...(replaySettings ? { replaySettings: { privacy: privacyName(replaySettings.privacy) } } : {}),
  };
}

/**
 * The signed-in user's lives, those that wait or have ended included.
 *
 * @throws {@link AuthError} `auth/not-signed-in`, `auth/refresh-rejected`.
 * @example
 * ```ts
 * import { createPeerTube, listMyLives, VIDEO_STATE } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listMyLives(peertube);
 * // Waiting ones count against the limit for ever.
 * console.log(data.filter(({ state }) => state?.id === VIDEO_STATE.waitingForLive).map(({ name }) => name));
 * ```
 */
export function listMyLives(
  peertube: PeerTube,
  options: Omit<MyVideosOptions, 'isLive'> = {},
): Promise<PeerTubePage<PeerTubeVideo>> {
  return getMyVideos(peertube, { ...options, isLive: true });
}

/**
 * Changes a live that waits; name, privacy and other fields of its video too.
 *
 * @throws {@link ConfigError} as {@link createLive}; {@link LiveError} `live/already-started`, `live/not-found`; {@link AuthError} `auth/forbidden`;
 * {@link HttpError} `http/bad-request`.
 * @see PeerTube REST API, "Update information about a live"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, updateLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const id = 'gRjscAKWouefiE5Tmt8MeC';
 * await updateLive(peertube, id, { saveReplay: false, latencyMode: 'small', name: 'Tonight at nine' });
 * ```
 */
export async function updateLive(
  peertube: PeerTube,
  id: string | number,
  changes: PeerTubeLiveSettings & PeerTubeVideoChanges,
  { signal }: CallOptions = {},
): Promise<void> {
  const [settings, video] = split(changes);
  if (Object.keys(settings).length > 0) {
    // PeerTube 6.3 fails (500) unless both replay fields are sent, and refuses settings while replays are off.
    const present = await getLive(peertube, id, { signal });
    const { saveReplay = present.saveReplay, replaySettings } = settings;
    mustSaveReplay(settings, saveReplay);
    await mustBeKnown(peertube, settings, signal);
    const replay = saveReplay ? (replaySettings ?? (await replaySettingsOf(peertube, id, present, signal))) : undefined;
    const json = settingsToJson({ ...settings, saveReplay, replaySettings: replay });
    await change(peertube, 'PUT /videos/live/:id', { ...about(id, signal), json });
    forgetVideos(peertube);
  }
  if (Object.keys(video).length > 0) await updateVideo(peertube, id, video, { signal });
}

/**
 * Deletes a live; one that streams is cut at once.
 *
 * @throws {@link HttpError} `video/not-found`; {@link AuthError} `auth/forbidden`.
 * @example
 * ```ts
 * import { createPeerTube, deleteLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // The only way to end a broadcast from here.
 * await deleteLive(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * ```
 */
export const deleteLive = deleteVideo;

/**
 * The broadcasts of a live, oldest first, with their replays; owner only.
 *
 * @throws {@link AuthError} `auth/forbidden`; {@link LiveError} `live/not-found`.
 * @see PeerTube REST API, "List live sessions"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getLiveSessions } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * for (const { startDate, endDate, replayVideo, error } of await getLiveSessions(peertube, 'gRjscAKWouefiE5Tmt8MeC')) {
 *   console.log(startDate, endDate ?? 'on air', replayVideo?.uuid ?? 'no replay yet', error);
 * }
 * ```
 */
export async function getLiveSessions(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeLiveSession[]> {
  const body = await askSigned<{ data: PeerTubeLiveSession[] }>(peertube, SESSIONS, about(id, signal));
  assertField(nameOf(SESSIONS), body, 'data', 'array');
  return body.data.map(sessionOf).sort((a, b) => a.startDate.localeCompare(b.startDate));
}

/**
 * The broadcast that a replay came from; needs no session.
 *
 * @throws {@link LiveError} `live/not-found` for a video that is no replay.
 * @see PeerTube REST API, "Get live session of a replay"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, getSessionOfReplay } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { startDate } = await getSessionOfReplay(peertube, 'gRjscAKWouefiE5Tmt8MeC');
 * console.log('recorded', new Date(startDate).toLocaleDateString());
 * ```
 */
export async function getSessionOfReplay(
  peertube: PeerTube,
  id: string | number,
  { signal }: CallOptions = {},
): Promise<PeerTubeLiveSession> {
  return sessionOf(await ask(peertube, 'GET /videos/:id/live-session', about(id, signal)));
}

/** `replayVideo` is absent until the replay exists. */
const sessionOf = (raw: PeerTubeLiveSession): PeerTubeLiveSession => ({ ...raw, replayVideo: raw.replayVideo ?? null });

async function replaySettingsOf(
  peertube: PeerTube,
  id: string | number,
  present: PeerTubeLive,
  signal: AbortSignal | undefined,
): Promise<PeerTubeLiveSettings['replaySettings']> {
  const known = present.replaySettings?.privacy;
  return replaySettingsLike(known ?? (await getVideo(peertube, id, { signal, fresh: true })).privacy.id);
}

/** A replay cannot be password-protected; private is the nearest that shows nothing to strangers. */
export function replaySettingsLike(privacy: Privacy | number | undefined): PeerTubeLiveSettings['replaySettings'] {
  if (privacy === undefined) return undefined;
  const id = privacyId(privacy);
  return { privacy: id === privacyId('password') ? 'private' : id };
}

const SETTINGS = ['permanentLive', 'saveReplay', 'replaySettings', 'latencyMode', 'schedules', 'dvrWindow'] as const;
type Loose<T> = { [Key in keyof T]?: T[Key] | undefined };

/** What is special about a live, and the fields that every video has; only what is given. */
function split<Fields extends PeerTubeLiveSettings>(
  fields: Fields,
): [Loose<PeerTubeLiveSettings>, Omit<Fields, keyof PeerTubeLiveSettings>] {
  const isSetting = ([name]: [string, unknown]): boolean => (SETTINGS as readonly string[]).includes(name);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const part = (wanted: boolean) => Object.fromEntries(given.filter((entry) => isSetting(entry) === wanted));
  return [part(true), part(false) as Omit<Fields, keyof PeerTubeLiveSettings>];
}

function settingsToJson(settings: Loose<PeerTubeLiveSettings>): Record<string, unknown> {
  const { replaySettings, latencyMode, ...json } = settings;
  return {
    ...json,
    latencyMode: latencyMode && latencyId(latencyMode),
    replaySettings: settings.saveReplay && replaySettings ? { privacy: privacyId(replaySettings.privacy) } : undefined,
  };
}

/** An explicit `saveReplay: false` makes the settings moot; without it somebody expects a replay. */
function mustSaveReplay({ saveReplay, replaySettings }: Loose<PeerTubeLiveSettings>, isOn: boolean): void {
  if (replaySettings && saveReplay === undefined && !isOn) {
    throw invalidOption('replaySettings', 'left out, or "saveReplay" must be true');
  }
}

/** PeerTube drops what it does not know without a word. */
async function mustBeKnown(
  peertube: PeerTube,
  { schedules = [], dvrWindow = 0 }: Loose<PeerTubeLiveSettings>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const isLost =
    (schedules.length > 0 && !(await supports(peertube, 'live-schedules', { signal })) && 'schedules') ||
    (dvrWindow > 0 && !(await supports(peertube, 'live-dvr', { signal })) && 'dvrWindow');
  if (isLost) {
    throw new ConfigError(`The instance does not know or allow \`${isLost}\` of a live. Leave it out.`, {
      code: 'config/unsupported',
    });
  }
}
