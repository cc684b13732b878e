import { CATEGORIES, LATENCIES, LIVE_PRIVACIES, PRIVACIES, VIDEO_LIMITS } from '@piyakast/sdk';
import type { TSchema } from 'typebox';
import { PiyakastChannel, UploadLimits } from './account.js';
import { PiyakastEvent } from './event.js';
import { oneOf, words } from './fields.js';
import { ReconcileFinding, ServerJob } from './job.js';
import { StreamPatch, StreamRequest, VideoMetadata, VideoPatch } from './metadata.js';
import { PiyakastPlayback, PlaybackSource } from './playback.js';
import { PiyakastSession, ProblemDocument, Readiness, ServiceStatus, Stats } from './service.js';
import { PiyakastStream, StreamCredentials, StreamState } from './stream.js';
import { PiyakastVideo, VideoProblem, VideoSource, VideoState } from './video.js';

/**
 * The shapes of this server's HTTP interface, written once: requests are validated by them, `/openapi.json` lists them
 * under these names, and the types of the SDK's client are generated from them (`npm run api-types`).
 */
export const API: Readonly<Record<string, TSchema>> = {
  Privacy: oneOf(PRIVACIES, 'Who may see a video.'),
  LivePrivacy: oneOf(LIVE_PRIVACIES, 'Who may see the replay of a live.'),
  Category: words(VIDEO_LIMITS.category, `One of ${Object.keys(CATEGORIES).join(', ')}, or any label of the instance.`),
  Latency: oneOf(LATENCIES, 'How far a live is behind its encoder.'),
  VideoState,
  VideoMetadata,
  VideoPatch,
  VideoSource,
  VideoProblem,
  PiyakastVideo,
  PlaybackSource,
  PiyakastPlayback,
  StreamState,
  StreamRequest,
  StreamPatch,
  PiyakastStream,
  StreamCredentials,
  ServiceStatus,
  PiyakastEvent,
  PiyakastSession,
  PiyakastChannel,
  UploadLimits,
  Stats,
  ServerJob,
  ReconcileFinding,
  Readiness,
  ProblemDocument,
};
