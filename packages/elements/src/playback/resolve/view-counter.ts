import type { StartViewingOptions, Viewing } from '@piyakast/sdk';
import type { Engine } from '../engines/engine.js';

/**
 * Reports to PeerTube how a video is watched, as its own player does: regularly while it plays, at a seek, and once more when
 * the source is left. PeerTube counts the view, and the time watched from the steps between two reports.
 */
export function countView(engine: Engine, start: (options: StartViewingOptions) => Viewing, signal: AbortSignal): void {
  let last: number | undefined;
  let isOver = false;
  const listen = { signal };
  engine.addEventListener(
    'timeupdate',
    () => {
      if (!engine.paused) last = engine.currentTime;
    },
    listen,
  );
  engine.addEventListener('playing', begin, { once: true, signal });

  function begin(): void {
    const viewing = start({
      position: () => (isOver ? last : engine.paused ? undefined : engine.currentTime),
      duration: Number.isFinite(engine.duration) ? engine.duration : undefined,
      sessionId: randomId(),
    });
    // A lost report matters to no viewer; the next one carries the position anyway.
    const ignore = (reason: unknown) => console.debug('piya: a view was not reported:', reason);
    engine.addEventListener('seeked', () => viewing.seek(engine.currentTime).catch(ignore), listen);
    signal.addEventListener('abort', () => {
      isOver = true;
      viewing.stop().catch(ignore);
    });
  }
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('');
}
