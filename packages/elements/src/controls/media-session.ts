import type { ControlledMedia } from './controlled-media.js';
import { perform, playQuietly, seekTo } from './input/perform.js';
import type { Timeline } from './timeline.js';

/** The player whose title the system shows. One page has one session, so the one that played last has it. */
let owner: ControlledMedia | undefined;

type Handlers = Partial<Record<MediaSessionAction, MediaSessionActionHandler>>;

/** Shows title and picture of what plays in the system's own controls, and takes their buttons. Ends with the signal. */
export function followMediaSession(media: ControlledMedia, line: () => Timeline, signal: AbortSignal): void {
  const session = (navigator as Partial<Pick<Navigator, 'mediaSession'>>).mediaSession;
  if (session === undefined) return;
  const describe = () => {
    if (owner !== media) return;
    const { videoPoster, videoTitle } = media;
    session.metadata = new MediaMetadata({
      title: videoTitle || document.title,
      artwork: videoPoster ? [{ src: new URL(videoPoster, document.baseURI).href }] : [],
    });
  };
  const claim = () => {
    owner = media;
    describe();
    setHandlers(session, handlersOf(media, line));
    session.playbackState = 'playing';
  };
  const report = () => {
    if (owner !== media) return;
    session.playbackState = media.paused ? 'paused' : 'playing';
    setPosition(session, media);
  };
  media.addEventListener('playing', claim, { signal });
  for (const name of ['play', 'pause', 'seeked', 'ratechange', 'durationchange']) {
    media.addEventListener(name, report, { signal });
  }
  media.addEventListener('piya-sourcechange', describe, { signal });
  signal.addEventListener('abort', () => {
    if (owner !== media) return;
    owner = undefined;
    session.metadata = null;
    session.playbackState = 'none';
    setHandlers(session, {});
  });
  if (!media.paused) claim();
}

function handlersOf(media: ControlledMedia, line: () => Timeline): Handlers {
  const seekBy = (seconds: number) => perform({ do: 'seek-by', seconds }, media, line());
  return {
    play: () => playQuietly(media),
    pause: () => media.pause(),
    seekbackward: ({ seekOffset }) => void seekBy(-(seekOffset ?? 10)),
    seekforward: ({ seekOffset }) => void seekBy(seekOffset ?? 10),
    seekto: ({ seekTime }) => {
      if (seekTime !== undefined) seekTo(media, line(), seekTime);
    },
    ...(media.playNext === undefined ? {} : { nexttrack: () => media.playNext?.() }),
  };
}

const ACTIONS = ['play', 'pause', 'seekbackward', 'seekforward', 'seekto', 'nexttrack'] as const;

function setHandlers(session: MediaSession, handlers: Handlers): void {
  for (const action of ACTIONS) {
    try {
      session.setActionHandler(action, handlers[action] ?? null);
    } catch (error) {
      // A browser that does not know an action throws; the others still count.
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

function setPosition(session: MediaSession, { currentTime, duration, playbackRate }: ControlledMedia): void {
  const isKnown = Number.isFinite(duration) && duration > 0 && currentTime <= duration && playbackRate > 0;
  session.setPositionState(isKnown ? { duration, position: Math.max(0, currentTime), playbackRate } : undefined);
}
