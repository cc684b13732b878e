import type {
  PiyakastChannel,
  PiyakastEvent,
  PiyakastStream,
  PiyakastVideo,
  ServiceStatus,
  StreamCredentials,
  StreamRequest,
  Upload,
  UploadOptions,
  UploadProgress,
  VideoMetadata,
} from '@piyakast/sdk';
import type { LiveClient } from '../piya-live-setup/live-client.js';
import type { UploadClient } from '../piya-upload/queue/upload-client.js';

/** A video of a fake server. */
export function aVideo(change: Partial<PiyakastVideo> = {}): PiyakastVideo {
  return {
    id: 'video-1',
    url: 'http://127.0.0.1/v/video-1',
    name: 'Holiday',
    description: null,
    category: null,
    language: null,
    channelId: null,
    privacy: 'public',
    nsfw: false,
    tags: [],
    state: 'stored',
    problem: null,
    filename: 'holiday.mp4',
    type: 'video/mp4',
    sizeBytes: 1000,
    receivedBytes: 1000,
    publishedBytes: 0,
    duration: null,
    stage: null,
    poster: null,
    localCopy: null,
    sources: [],
    mine: true,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    publishedAt: null,
    ...change,
  };
}

/** A live of a fake server. */
export function aStream(change: Partial<PiyakastStream> = {}): PiyakastStream {
  return {
    id: 'live-1',
    url: 'http://127.0.0.1/v/live-1',
    name: 'Concert',
    description: null,
    category: null,
    privacy: 'public',
    state: 'waiting',
    viewers: 0,
    permanentLive: false,
    saveReplay: true,
    latencyMode: 'default',
    scheduledAt: null,
    dvrWindow: null,
    instanceUrl: 'http://127.0.0.1',
    uuid: 'uuid-1',
    embedUrl: 'http://127.0.0.1/videos/embed/uuid-1',
    replays: [],
    problem: null,
    mine: true,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    endedAt: null,
    ...change,
  };
}

/** An upload that a test moves by hand. */
export class FakeUpload implements Upload<PiyakastVideo> {
  readonly key: string;
  readonly file: File;
  readonly options: VideoMetadata & UploadOptions;
  readonly done: Promise<PiyakastVideo>;
  progress: UploadProgress;
  paused = false;
  cancelled = false;
  finish: (video: PiyakastVideo) => void = () => undefined;
  fail: (error: unknown) => void = () => undefined;
  #listener: (progress: UploadProgress) => void = () => undefined;

  constructor(file: File, options: VideoMetadata & UploadOptions) {
    this.key = options.key ?? '';
    this.file = file;
    this.options = options;
    this.progress = { phase: 'checking', sentBytes: 0, totalBytes: file.size, bytesPerSecond: 0, etaSeconds: null };
    this.done = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
  }

  move(change: Partial<UploadProgress>): void {
    this.progress = { ...this.progress, phase: 'sending', ...change };
    this.#listener(this.progress);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  async cancel(): Promise<void> {
    this.cancelled = true;
    this.fail(new DOMException('cancelled', 'AbortError'));
  }

  onProgress(listener: (progress: UploadProgress) => void): () => void {
    this.#listener = listener;
    return () => undefined;
  }
}

/** A made-up key, so that none stands in a file. */
export const newSecret = (): string => `secret-${crypto.randomUUID()}`;

/** A server that answers what a test puts into it. */
export class FakePiyakast implements UploadClient, LiveClient {
  readonly sent: FakeUpload[] = [];
  readonly asked: string[] = [];
  readonly created: StreamRequest[] = [];
  readonly known = new Map<string, PiyakastVideo>();
  stream: PiyakastStream = aStream();
  streamError: unknown;
  connections = 0;
  openConnections = 0;
  credentials: StreamCredentials = { rtmpUrl: 'rtmp://127.0.0.1/live', rtmpsUrl: null, streamKey: newSecret() };
  currentStatus: ServiceStatus = {
    status: 'ok',
    version: '0.0.0',
    peertube: [],
    waiting: { videos: 0, bytes: 0 },
    refused: { videos: 0, bytes: 0 },
    limits: { maxUploadBytes: 1_000_000, extensions: ['.mp4', '.webm'] },
    live: { enabled: true, replay: true, latency: true, schedules: true, maxDvrSeconds: 3600 },
  };
  readonly #listeners = new Set<(event: PiyakastEvent) => void>();

  readonly uploads = {
    upload: (file: File, options: VideoMetadata & UploadOptions): FakeUpload => {
      const upload = new FakeUpload(file, options);
      this.sent.push(upload);
      return upload;
    },
  };

  readonly videos = {
    get: async (id: string): Promise<PiyakastVideo> => {
      const video = this.known.get(id);
      if (!video) throw new Error('unknown');
      return video;
    },
    retry: (id: string): Promise<PiyakastVideo> => this.retried(id),
  };

  /** Answers a request to send a video to PeerTube again. */
  retried = async (id: string): Promise<PiyakastVideo> => this.videos.get(id);

  /** Of the account behind the server. */
  channelList: PiyakastChannel[] = [];

  readonly channels = { list: async (): Promise<PiyakastChannel[]> => this.channelList };

  readonly status = { get: async (): Promise<ServiceStatus> => this.currentStatus };

  readonly streams = {
    create: async (request: StreamRequest): Promise<PiyakastStream> => {
      this.created.push(request);
      if (this.streamError) throw this.streamError;
      return this.stream;
    },
    get: async (id: string): Promise<PiyakastStream> => {
      this.asked.push(`get ${id}`);
      if (this.streamError) throw this.streamError;
      return this.stream;
    },
    credentials: async (id: string): Promise<StreamCredentials> => {
      this.asked.push(`credentials ${id}`);
      return this.credentials;
    },
    rotateKey: async (id: string): Promise<PiyakastStream> => {
      this.asked.push(`rotate ${id}`);
      if (this.streamError) throw this.streamError;
      this.credentials = { ...this.credentials, streamKey: newSecret() };
      return this.stream;
    },
    delete: async (id: string): Promise<void> => {
      this.asked.push(`delete ${id}`);
    },
  };

  readonly events = {
    listen: ({ signal }: { signal?: AbortSignal } = {}): AsyncIterable<PiyakastEvent> => this.#events(signal),
  };

  /** Sends an event to everybody who listens. */
  push(event: PiyakastEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  async *#events(signal: AbortSignal | undefined): AsyncGenerator<PiyakastEvent, void, undefined> {
    this.connections += 1;
    this.openConnections += 1;
    const waiting: PiyakastEvent[] = [{ type: 'status', status: this.currentStatus }];
    let wake: () => void = () => undefined;
    const listener = (event: PiyakastEvent) => {
      waiting.push(event);
      wake();
    };
    this.#listeners.add(listener);
    signal?.addEventListener('abort', () => wake());
    try {
      while (!signal?.aborted) {
        yield* waiting.splice(0);
        if (waiting.length > 0 || signal?.aborted) continue;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      this.#listeners.delete(listener);
      this.openConnections -= 1;
    }
  }
}
