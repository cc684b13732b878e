import type { CallOptions } from '../peertube/request/call-options.js';
import type { UploadInput } from '../upload/sources/upload-source.js';
import type { Upload } from '../upload/types.js';
import { getPiyakastUploadLimits, listPiyakastChannels } from './account.js';
import { createPiyakast, type Piyakast, type PiyakastOptions } from './create-piyakast.js';
import { type ListenOptions, listenToPiyakast } from './events.js';
import { getPiyakastStreamPlayback, getPiyakastVideoPlayback, type StreamPlaybackOptions } from './playback.js';
import {
  type CreateStreamOptions,
  createPiyakastStream,
  deletePiyakastStream,
  getPiyakastStream,
  getPiyakastStreamCredentials,
  listPiyakastStreams,
  rotatePiyakastStreamKey,
  updatePiyakastStream,
} from './streams.js';
import type {
  PiyakastEvent,
  PiyakastSession,
  PiyakastVideo,
  ServiceStatus,
  StreamRequest,
  VideoMetadata,
} from './types.js';
import { type PiyakastUploadOptions, uploadToPiyakast } from './uploads.js';
import {
  deletePiyakastVideo,
  getPiyakastVideo,
  listPiyakastVideos,
  type PiyakastListOptions,
  retryPiyakastVideo,
  updatePiyakastVideo,
} from './videos.js';
import type { PiyakastPlaybackOptions, PiyakastViewerOptions } from './viewer-options.js';

/**
 * A PIYAKast server: videos, uploads, lives, events and status. Every call takes its options last, with `signal`.
 *
 * @example
 * ```ts
 * import { PiyakastClient } from '@piyakast/sdk';
 *
 * const client = new PiyakastClient({ url: 'https://cast.example', token: () => localStorage.getItem('token') ?? '' });
 * const { data } = await client.videos.list({ count: 10 });
 * console.log(data.map((video) => `${video.name}: ${video.state}`));
 * ```
 */
export class PiyakastClient {
  /** What the functions for a PIYAKast server take first. */
  readonly context: Piyakast;
  /**
   * Lists, reads, changes, deletes; `retry` asks for PeerTube now.
   *
   * @example
   * ```ts
   * import { PiyakastClient } from '@piyakast/sdk';
   *
   * const client = new PiyakastClient({ url: 'https://cast.example', token: 'from your own server' });
   * for (const video of (await client.videos.list({ count: 10 })).data) {
   *   if (video.state === 'local') await client.videos.retry(video.id);
   * }
   * ```
   */
  readonly videos;
  /**
   * Uploads, resumable, exactly once for each key. See {@link uploadToPiyakast}.
   *
   * @example
   * ```ts
   * import { PiyakastClient } from '@piyakast/sdk';
   *
   * const client = new PiyakastClient({ url: 'https://cast.example', token: 'from your own server' });
   * const video = await client.uploads.upload(new File(['…'], 'holiday.mp4'), { name: 'Holiday' }).done;
   * console.log(video.url); // never changes, wherever the bytes are
   * ```
   */
  readonly uploads;
  /**
   * The channels of the server's PeerTube account; `channelId` of an upload or a live chooses one.
   *
   * @example
   * ```ts
   * import { PiyakastClient } from '@piyakast/sdk';
   *
   * const client = new PiyakastClient({ url: 'https://cast.example', token: 'from your own server' });
   * const [channel] = await client.channels.list();
   * await client.streams.create({ name: 'Tonight', ...(channel && { channelId: channel.id }) });
   * ```
   */
  readonly channels;
  /**
   * Lives: `credentials` are what an encoder needs, for their owner alone.
   *
   * @example
   * ```ts
   * import { PiyakastClient } from '@piyakast/sdk';
   *
   * const client = new PiyakastClient({ url: 'https://cast.example', token: 'from your own server' });
   * const { id } = await client.streams.create({ name: 'Tonight' });
   * const { rtmpUrl, streamKey } = await client.streams.credentials(id);
   * console.log(rtmpUrl, streamKey.length);
   * ```
   */
  readonly streams;
  /**
   * What changes, as it happens. See {@link listenToPiyakast}.
   *
   * @example
   * ```ts
   * import { PiyakastClient } from '@piyakast/sdk';
   *
   * const client = new PiyakastClient({ url: 'https://cast.example', token: 'from your own server' });
   * for await (const event of client.events.listen({ signal: AbortSignal.timeout(60_000) })) console.log(event.type);
   * ```
   */
  readonly events;
  /**
   * Whether PeerTube can be reached, and what waits for it.
   *
   * @example
   * ```ts
   * import { PiyakastClient } from '@piyakast/sdk';
   *
   * const client = new PiyakastClient({ url: 'https://cast.example' });
   * const { status, waiting } = await client.status.get();
   * console.log(status, waiting.videos, 'videos wait for PeerTube');
   * ```
   */
  readonly status;

  /** @throws ConfigError `config/invalid-option` when `url` is not an http(s) URL. */
  constructor(options: PiyakastOptions) {
    const context = createPiyakast(options);
    this.context = context;
    this.videos = {
      /** The videos that the asker may see, newest first. See {@link listPiyakastVideos}. */
      list: (list?: PiyakastListOptions) => listPiyakastVideos(context, list),
      /** One video, as the asker may see it. See {@link getPiyakastVideo}. */
      get: (id: string, call?: PiyakastViewerOptions) => getPiyakastVideo(context, id, call),
      /** How it plays now, private ones included. See {@link getPiyakastVideoPlayback}. */
      playback: (id: string, call?: PiyakastPlaybackOptions) => getPiyakastVideoPlayback(context, id, call),
      /** Changes the fields given. See {@link updatePiyakastVideo}. */
      update: (id: string, patch: Partial<VideoMetadata>, call?: CallOptions) =>
        updatePiyakastVideo(context, id, patch, call),
      /** Deletes it here and at PeerTube. See {@link deletePiyakastVideo}. */
      delete: (id: string, call?: CallOptions) => deletePiyakastVideo(context, id, call),
      /** Tries PeerTube again now, instead of at the next scheduled time. See {@link retryPiyakastVideo}. */
      retry: (id: string, call?: CallOptions) => retryPiyakastVideo(context, id, call),
    };
    this.uploads = {
      /** See {@link uploadToPiyakast}. */
      upload: (input: UploadInput, upload: PiyakastUploadOptions): Upload<PiyakastVideo> =>
        uploadToPiyakast(context, input, upload),
      /** What an upload may be now. See {@link getPiyakastUploadLimits}. */
      limits: (call?: CallOptions) => getPiyakastUploadLimits(context, call),
    };
    this.channels = {
      /** Where videos and lives may go. See {@link listPiyakastChannels}. */
      list: (call?: CallOptions) => listPiyakastChannels(context, call),
    };
    this.streams = {
      /** Makes a live at PeerTube. See {@link createPiyakastStream}. */
      create: (request: StreamRequest, call?: CreateStreamOptions) => createPiyakastStream(context, request, call),
      /** The lives that the asker may see, newest first. See {@link listPiyakastStreams}. */
      list: (list?: PiyakastListOptions) => listPiyakastStreams(context, list),
      /** One live, as the asker may see it. See {@link getPiyakastStream}. */
      get: (id: string, call?: CallOptions) => getPiyakastStream(context, id, call),
      /** How it plays now, private ones included. See {@link getPiyakastStreamPlayback}. */
      playback: (id: string, call?: StreamPlaybackOptions) => getPiyakastStreamPlayback(context, id, call),
      /** Changes the fields given. See {@link updatePiyakastStream}. */
      update: (id: string, patch: Partial<StreamRequest>, call?: CallOptions) =>
        updatePiyakastStream(context, id, patch, call),
      /** Gives it another key. See {@link rotatePiyakastStreamKey}. */
      rotateKey: (id: string, call?: CallOptions) => rotatePiyakastStreamKey(context, id, call),
      /** Ends and deletes it. See {@link deletePiyakastStream}. */
      delete: (id: string, call?: CallOptions) => deletePiyakastStream(context, id, call),
      /** What the encoder needs. See {@link getPiyakastStreamCredentials}. */
      credentials: (id: string, call?: CallOptions) => getPiyakastStreamCredentials(context, id, call),
    };
    this.events = {
      /** See {@link listenToPiyakast}. */
      listen: (listen?: ListenOptions): AsyncIterable<PiyakastEvent> => listenToPiyakast(context, listen),
    };
    this.status = {
      /** The status now; needs no token. */
      get: ({ signal }: CallOptions = {}): Promise<ServiceStatus> =>
        context.http.json({ path: '/api/v1/status', auth: 'none', signal }),
    };
  }

  /**
   * Who the token belongs to.
   *
   * @throws {@link AuthError} when the token is refused, or there is none.
   * @example
   * ```ts
   * import { PiyakastClient } from '@piyakast/sdk';
   *
   * const client = new PiyakastClient({ url: 'https://cast.example', token: 'from your own server' });
   * console.log((await client.session()).role);
   * ```
   */
  session({ signal }: CallOptions = {}): Promise<PiyakastSession> {
    return this.context.http.json({ path: '/api/v1/session', auth: 'required', signal });
  }
}
