import { isFailedState, VIDEO_STATE } from '../../contract/video-state.js';
import type { HttpError } from '../../errors/http-error.js';
import { isPiyaError } from '../../errors/piya-error.js';
import { TimeoutError } from '../../errors/timeout-error.js';
import { UploadError } from '../../errors/upload-error.js';
import type { PeerTube } from '../request/create-peertube.js';
import { VIDEO_ERRORS } from './video-errors.js';
import { forgetVideos } from './video-request.js';

/** PeerTube's state of a video, for example `{id: 2, label: 'To transcode'}`. */
export interface PeerTubeVideoState {
  /** 1 is published; see {@link VIDEO_STATE}. */
  id: number;
  /** In the instance's language. */
  label: string;
}

/** Options of {@link waitUntilPlayable}. */
export interface WaitUntilPlayableOptions {
  /** Called with the first state and with each change. */
  onState?: (state: PeerTubeVideoState) => void;
  /** In milliseconds. @defaultValue 6 hours */
  timeoutMs?: number;
  /** Ends the wait with its reason. */
  signal?: AbortSignal | undefined;
}

const FIRST_POLL_MS = 1_000;
/** Far below the instance's budget of 50 requests in 10 s, also with several videos at once. */
const LAST_POLL_MS = 10_000;

/**
 * Waits until PeerTube says that a video is published: transcoded, in lists, playable by everyone who may see it.
 * An unknown state (of a newer PeerTube) is waited out. There is no finer progress for plain users. Each look is a fresh
 * one, whatever the client keeps; an outage is waited out too.
 *
 * @param id - Numeric id, UUID or short UUID.
 * @throws UploadError `video/processing-failed`; TimeoutError; HttpError `video/not-found` when it was deleted.
 * @example
 * ```ts
 * import { createPeerTube, waitUntilPlayable } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * await waitUntilPlayable(peertube, 'gRjscAKWouefiE5Tmt8MeC', {
 *   timeoutMs: 600_000,
 *   onState: ({ label }) => console.log(label),
 * });
 * ```
 */
export async function waitUntilPlayable(
  peertube: PeerTube,
  id: number | string,
  options: WaitUntilPlayableOptions = {},
): Promise<PeerTubeVideoState> {
  const { http, clock } = peertube;
  const { onState, signal, timeoutMs = 6 * 3_600_000 } = options;
  const deadline = clock.now() + timeoutMs;
  const look = async () => {
    const path = `/api/v1/videos/${encodeURIComponent(id)}`;
    const request = { path, route: '/api/v1/videos/:id', errorMappings: VIDEO_ERRORS, signal };
    return (await http.json<{ state: PeerTubeVideoState }>(request)).state;
  };
  let state: PeerTubeVideoState | undefined;
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.5, LAST_POLL_MS)) {
    let outage: HttpError | undefined;
    const seen: PeerTubeVideoState | undefined = await look().catch((error) => {
      // An outage says nothing about the video: PeerTube resumes its work afterwards.
      if (!isPiyaError(error) || !error.retryable) throw error;
      outage = error as HttpError;
      return state;
    });
    if (seen && seen.id !== state?.id) {
      // What was kept of the video says something else.
      forgetVideos(peertube);
      onState?.(seen);
    }
    state = seen;
    if (state?.id === VIDEO_STATE.published) return state;
    if (state && isFailedState(state.id)) {
      throw new UploadError(
        `PeerTube could not process the video: ${state.label}. Upload it again in another format.`,
        {
          code: 'video/processing-failed',
        },
      );
    }
    const waitMs = Math.max(pollMs, outage?.retryAfterMs ?? 0);
    if (clock.now() + waitMs > deadline) {
      const known = state?.label ?? 'its state is not known';
      throw new TimeoutError(`The video is not playable after ${timeoutMs} ms: ${known}. Look again later.`, {
        code: 'network/timeout',
        retryable: true,
        cause: outage,
      });
    }
    await clock.sleep(waitMs, signal);
  }
}
