import {
  type Clock,
  isPiyaError,
  type PiyakastStream,
  type PiyakastVideo,
  systemClock,
  type VideoSource,
} from '@piyakast/sdk';
import { PlayerError } from '../engines/engine-error.js';
import type { Resolution } from '../resolution.js';
import type { PiyakastAccess } from './access.js';
import { fromPlayback, type ReadPlayback } from './from-playback.js';

export interface PiyakastRequest {
  id: string;
  object: 'video' | 'stream' | 'any';
  access: PiyakastAccess;
  /** Of a viewer, for a video that has one. */
  password?: string | undefined;
  /** Called with what the id turned out to be, which need not be found out again. */
  onFound?: (object: 'video' | 'stream') => void;
  /** Finds the ways to play a video of an instance, and PeerTube's own player when the instance does not answer. */
  peertube(instanceUrl: string, uuid: string): Promise<Resolution>;
  /** What was found before did not play. */
  fresh?: boolean;
  clock?: Clock;
  signal: AbortSignal;
}

/** What a video or live of a PIYAKast server can be played from now: PeerTube, the server's own file, or both. */
export async function resolvePiyakast(request: PiyakastRequest): Promise<Resolution> {
  const found = await find(request);
  request.onFound?.('stream' in found ? 'stream' : 'video');
  return 'stream' in found ? resolveStream(found.stream, request) : resolveVideo(found.video, request);
}

async function find(request: PiyakastRequest): Promise<{ video: PiyakastVideo } | { stream: PiyakastStream }> {
  const { access, id, object, password, signal } = request;
  if (object === 'stream') return { stream: await access.streams.get(id, { signal }) };
  try {
    return { video: await access.videos.get(id, { password, signal }) };
  } catch (error) {
    if (object === 'video' || !isPiyaError(error) || error.status !== 404) throw error;
    const stream = await access.streams.get(id, { signal }).catch((second: unknown) => {
      // Neither a video nor a live: the first answer is the one that a reader expects.
      throw isPiyaError(second) && second.status === 404 ? error : second;
    });
    return { stream };
  }
}

async function resolveVideo(video: PiyakastVideo, request: PiyakastRequest): Promise<Resolution> {
  if (video.state === 'rejected') {
    throw new PlayerError('player/no-source', 'This file was refused and cannot be played.');
  }
  const { access, id, password, peertube, signal } = request;
  const { playback } = access.videos;
  if (!isOpen(video) && playback !== undefined) {
    const resolution = await playProtected((options) => playback(id, { ...options, password }), request);
    if (resolution.playables.length === 0) throw notReady();
    return { ...resolution, title: video.name, duration: video.duration ?? resolution.duration };
  }
  const answers = await Promise.allSettled(video.sources.map((source) => resolveSource(source, peertube)));
  signal.throwIfAborted();
  const parts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const playables = parts.flatMap((part) => part.playables);
  if (playables.length === 0) {
    // One source that cannot be used does not matter while another can.
    for (const answer of answers) if (answer.status === 'rejected') throw answer.reason;
    throw notReady();
  }
  return {
    playables,
    title: video.name,
    poster: parts.find(({ poster }) => poster !== undefined)?.poster,
    duration: video.duration ?? parts.find(({ duration }) => duration !== undefined)?.duration,
  };
}

function resolveSource(source: VideoSource, peertube: PiyakastRequest['peertube']): Promise<Resolution> {
  if (source.kind === 'peertube') return peertube(source.instanceUrl, source.uuid);
  return Promise.resolve({ playables: [{ source: { kind: 'file', url: source.url, type: source.type } }] });
}

/** PeerTube says more exactly than the server whether a live is on air; the server knows where a replay is. */
async function resolveStream(stream: PiyakastStream, request: PiyakastRequest): Promise<Resolution> {
  const { access, id, peertube } = request;
  const replay = stream.state === 'ended' ? stream.replays.at(-1)?.uuid : undefined;
  const { playback } = access.streams;
  if (isOpen(stream) || playback === undefined) {
    return { title: stream.name, ...(await peertube(stream.instanceUrl, replay ?? stream.uuid)) };
  }
  return { ...(await playProtected((options) => playback(id, { ...options, replay }), request)), title: stream.name };
}

/** PeerTube refuses the page, so the server gets it in. */
async function playProtected(
  read: ReadPlayback,
  { clock = systemClock, fresh, signal }: PiyakastRequest,
): Promise<Resolution> {
  return fromPlayback(await read({ signal, fresh }), { read, clock });
}

const isOpen = ({ privacy }: Pick<PiyakastVideo, 'privacy'>): boolean => privacy === 'public' || privacy === 'unlisted';

const notReady = () => new PlayerError('player/not-ready', 'The video cannot be played yet.');
