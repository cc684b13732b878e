import type { CallOptions } from '../request/call-options.js';
import type { PeerTube } from '../request/create-peertube.js';
import { throwExplained } from '../request/refusal.js';
import type { PeerTubeLive, PeerTubeLiveSettings } from '../types/live.js';
import type { PeerTubeVideoChanges } from '../types/video.js';
import { getVideo } from '../videos/get-video.js';
import { updateVideo } from '../videos/update-video.js';
import { changeVideo } from '../videos/video-request.js';
import { getLive } from './get-live.js';
import { liveRequest } from './live-errors.js';
import {
  assertReplayIsSaved,
  assertSettingsSupported,
  replaySettingsLike,
  settingsToJson,
  splitSettings,
} from './live-settings.js';

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
  const [settings, video] = splitSettings(changes);
  if (Object.keys(settings).length > 0) {
    // PeerTube 6.3 fails (500) unless both replay fields are sent, and refuses settings while replays are off.
    const present = await getLive(peertube, id, { signal });
    const { saveReplay = present.saveReplay, replaySettings } = settings;
    assertReplayIsSaved(settings, saveReplay);
    await assertSettingsSupported(peertube, settings, signal);
    const replay = saveReplay ? (replaySettings ?? (await replaySettingsOf(peertube, id, present, signal))) : undefined;
    const json = settingsToJson({ ...settings, saveReplay, replaySettings: replay });
    const looks = async () =>
      (await import('./explain-refusal.js')).updateLooks(peertube, { id, settings, present }, signal);
    await changeVideo(peertube, 'PUT /videos/live/:id', { ...liveRequest(id, signal), json }).catch((error: unknown) =>
      throwExplained(error, looks, signal),
    );
  }
  if (Object.keys(video).length > 0) await updateVideo(peertube, id, video, { signal });
}

async function replaySettingsOf(
  peertube: PeerTube,
  id: string | number,
  present: PeerTubeLive,
  signal: AbortSignal | undefined,
): Promise<PeerTubeLiveSettings['replaySettings']> {
  const known = present.replaySettings?.privacy;
  return replaySettingsLike(known ?? (await getVideo(peertube, id, { signal, fresh: true })).privacy.id);
}
