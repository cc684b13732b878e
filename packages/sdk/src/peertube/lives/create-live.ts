import { assertField } from '../../http/assert-field.js';
import { askSigned, nameOf, type Route } from '../request/ask.js';
import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { assertUsablePasswords, videoFieldsToJson } from '../request/fields.js';
import { bodyOf, PICTURE_TIMEOUT_MS } from '../request/form-data.js';
import { throwExplained } from '../request/refusal.js';
import type { PeerTubeVideoIds } from '../types/common.js';
import type { PeerTubeLiveRequest } from '../types/live.js';
import { CREATE_LIVE_ERRORS } from './live-errors.js';
import {
  assertReplayIsSaved,
  assertSettingsSupported,
  replaySettingsLike,
  settingsToJson,
  splitSettings,
} from './live-settings.js';

const CREATE: Route = 'POST /videos/live';

/**
 * Makes a live. Its address and key are not in the answer: {@link getLive} has them.
 *
 * @throws {@link ConfigError} before any live is made: `config/unsupported` for `schedules` or a `dvrWindow` that the
 * instance would drop without a word, `config/invalid-option` for `replaySettings` without `saveReplay`, or for a password
 * that cannot be sent.
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
  const [settings, video] = splitSettings(request);
  const { permanentLive = false, saveReplay = false } = request;
  assertReplayIsSaved(settings, saveReplay);
  assertUsablePasswords(video.videoPasswords ?? []);
  await assertSettingsSupported(peertube, settings, signal);
  const replaySettings = settings.replaySettings ?? replaySettingsLike(video.privacy);
  const live = settingsToJson({ ...settings, permanentLive, saveReplay, replaySettings });
  const json = { ...videoFieldsToJson(video), ...live };
  const body = { ...bodyOf(json, video.thumbnail), errorMappings: CREATE_LIVE_ERRORS, signal };
  const timeoutMs = video.thumbnail && PICTURE_TIMEOUT_MS;
  const asked = askSigned<{ video: PeerTubeVideoIds }>(peertube, CREATE, { ...body, ...(timeoutMs && { timeoutMs }) });
  const looks = async () => (await import('./explain-refusal.js')).createLooks(peertube, request, signal);
  const answer = await asked.catch((error: unknown) => throwExplained(error, looks, signal));
  assertField(nameOf(CREATE), answer, 'video.uuid', 'string');
  const { id, uuid, shortUUID } = answer.video;
  return { id, uuid, shortUUID };
}
