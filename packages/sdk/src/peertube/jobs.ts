import { list } from './ask.js';
import type { ListOptions } from './call-options.js';
import type { PeerTube } from './create-peertube.js';
import type { PeerTubePage } from './types/common.js';

/** One background job of an instance. */
export interface PeerTubeJob {
  id: string | number;
  type: string;
  state: string;
  /** 0 to 100 where the job tells. */
  progress?: number;
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

/** The instance's jobs; administrators only. @throws {@link HttpError} `http/forbidden` for anybody else. */
export function listJobs(
  peertube: PeerTube,
  { signal, state, ...query }: JobListOptions = {},
): Promise<PeerTubePage<PeerTubeJob>> {
  const [route, params] =
    state === undefined ? (['GET /jobs', {}] as const) : (['GET /jobs/:state', { state }] as const);
  return list(peertube, route, { params, query, auth: 'required', signal }, (_origin, raw) => raw as PeerTubeJob);
}
