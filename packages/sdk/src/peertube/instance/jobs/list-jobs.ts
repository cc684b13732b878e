import { list } from '../../request/ask.js';
import type { ListOptions } from '../../request/call-options.js';
import type { PeerTube } from '../../request/create-peertube.js';
import type { PeerTubePage } from '../../types/common.js';

/** One background job of an instance. */
export interface PeerTubeJob {
  id: string | number;
  /** For example `video-transcoding`. */
  type: string;
  /** `active`, `waiting`, `completed`, `failed`, `delayed` … */
  state: string;
  /** 0 to 100; absent for jobs that do not report it. */
  progress?: number;
  /** What went wrong, in the instance's words. */
  error?: unknown;
  /** ISO 8601. */
  createdAt: string;
}

/** Options of {@link listJobs}. */
export interface JobListOptions extends ListOptions {
  /** `active`, `waiting`, `completed`, `failed`, `delayed` … @defaultValue all */
  state?: string;
  /** For example `video-transcoding`. */
  jobType?: string;
}

/**
 * The instance's jobs; administrators only. There is no other way to see how far a transcoding is.
 *
 * @throws {@link HttpError} `http/forbidden` for other users; {@link AuthError} `auth/not-signed-in`.
 * @see PeerTube REST API, "List instance jobs"; checked against 6.3.0.
 * @example
 * ```ts
 * import { createPeerTube, listJobs } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const { data } = await listJobs(peertube, { state: 'active', jobType: 'video-transcoding' });
 * for (const { id, progress } of data) console.log(id, progress ?? 0, '%');
 * ```
 */
export function listJobs(
  peertube: PeerTube,
  { signal, state, ...query }: JobListOptions = {},
): Promise<PeerTubePage<PeerTubeJob>> {
  const [route, params] =
    state === undefined ? (['GET /jobs', {}] as const) : (['GET /jobs/:state', { state }] as const);
  return list(peertube, route, { params, query, auth: 'required', signal }, (_origin, raw) => raw as PeerTubeJob);
}
