import { type Clock, isPiyaError, type PiyaError, type Random } from '@piyakast/sdk';
import { askAgain } from './ask-again.js';
import { untilOver } from './attachment.js';
import type { Deck } from './deck.js';
import type { Doorbell } from './doorbell.js';
import type { CreateEngine, EngineStage } from './engines/create-engine.js';
import type { EngineSource, LoadOptions } from './engines/engine.js';
import { PlayerError } from './engines/engine-error.js';
import type { PlaybackNotices } from './playback-events.js';
import type { PlaybackProgress } from './playback-progress.js';
import { type Playable, type Resolution, type Resolve, sourceKey } from './resolution.js';
import { retryDelay } from './retry-delay.js';

/**
 * How often a live that is off air is asked for. Half of PeerTube's request budget would be 5 a second.
 *
 * Intentionally not `watchLive()` of the SDK: PeerTube's notification of a beginning comes 7 to 16 s after its API says
 * so, and every waiting viewer would load a socket client for it.
 */
const LIVE_POLL_MS = { waiting: 5000, ended: 15_000 };
/** A live's playlist ends about a second before the API says so. */
const LIVE_END_PAUSE_MS = 2500;
/** In mid-play, the question for newer sources must not keep the viewer from one that is known. */
const REFRESH_TIMEOUT_MS = 4000;
/** Playing this long forgives earlier failures. Seconds. */
const HEALTHY_SECONDS = 5;
/** A source list that changes at every question must not become a busy loop. */
const MAX_FAILURES_PER_ROUND = 8;

export interface PlaybackOptions {
  /** Called when the first engine is made, and then for each. */
  stage: () => EngineStage;
  notices: PlaybackNotices;
  /** Whether a source is opened before anybody asked to play. */
  opensEarly: (source: EngineSource) => boolean;
  preload: () => LoadOptions['preload'];
  createEngine?: CreateEngine;
  clock?: Clock;
  random?: Random;
}

/** What a run works with; it all outlives the run. */
export interface RunContext {
  readonly deck: Deck;
  readonly progress: PlaybackProgress;
  readonly options: Required<PlaybackOptions>;
  /** Ends waiting for `play()`, or for the next round. */
  readonly bell: Doorbell;
}

/**
 * Finds sources and plays them, one after another, round after round. Never resolves: it rejects with an error that a
 * repetition cannot cure, or with the signal's reason.
 */
export async function runPlayback(context: RunContext, resolve: Resolve, signal: AbortSignal): Promise<never> {
  const { bell, deck, options, progress } = context;
  const { clock, notices, random } = options;
  const sleep = (ms: number) => bell.wait(signal, (either) => clock.sleep(ms, either));
  const failed = new Set<string>();
  let lastError: PiyaError | undefined;
  let attempt = 0;
  for (;;) {
    try {
      const resolution = await ask(context, resolve, failed, attempt > 0 || failed.size > 0, signal);
      if (resolution.live === 'waiting' || resolution.live === 'ended') {
        progress.enter(resolution.live === 'waiting' ? 'live-waiting' : 'live-ended');
        await sleep(LIVE_POLL_MS[resolution.live]);
        continue;
      }
      const open = resolution.playables.filter(({ source }) => !failed.has(sourceKey(source)));
      const [playable] = failed.size < MAX_FAILURES_PER_ROUND ? open : [];
      if (playable === undefined) throw lastError ?? new PlayerError('player/no-source', 'Nothing here can be played.');
      if (!deck.wish.playing && !options.opensEarly(playable.source)) {
        progress.enter('ready');
        await bell.wait(signal);
      }
      const from = deck.wish.position;
      try {
        const isLive = resolution.live === 'on-air';
        const hasAlternative = open.length > 1 || resolution.isPartial === true;
        await playSource(context, playable, { isLive, hasAlternative, signal });
        failed.clear();
        await clock.sleep(LIVE_END_PAUSE_MS, signal);
      } catch (error) {
        signal.throwIfAborted();
        lastError = asPlayerError(error);
        if (deck.wish.position - from > HEALTHY_SECONDS) {
          attempt = 0;
          failed.clear();
        }
        failed.add(sourceKey(playable.source));
      }
    } catch (error) {
      signal.throwIfAborted();
      const reason = asPlayerError(error);
      if (!reason.retryable) throw reason;
      failed.clear();
      lastError = undefined;
      notices.error(reason, true);
      progress.enter('retrying');
      await sleep(retryDelay(attempt++, random));
    }
  }
}

async function ask(
  { deck, options, progress }: RunContext,
  resolve: Resolve,
  failed: ReadonlySet<string>,
  afterFailure: boolean,
  signal: AbortSignal,
): Promise<Resolution> {
  const { clock, notices } = options;
  const before = progress.resolution;
  const remaining = failed.size > 0 && before?.playables.some(({ source }) => !failed.has(sourceKey(source)));
  // A live that is off air is asked for again and again, and stays off air in between.
  if (!remaining && !deck.isSwitching && before?.live === undefined) progress.enter('loading');
  const resolution =
    remaining && before !== undefined
      ? await askAgain(resolve, before, { timeoutMs: REFRESH_TIMEOUT_MS, clock, signal })
      : await resolve(signal, afterFailure);
  signal.throwIfAborted();
  progress.resolution = resolution;
  // A live that became its replay is a video: it begins at its beginning, when the viewer asks.
  if (before?.live !== undefined && resolution.live === undefined) {
    deck.wish.position = 0;
    deck.dropPlayWish();
  }
  notices.resolved();
  if (before?.duration !== resolution.duration) deck.fire('durationchange');
  return resolution;
}

/** Plays one source. Resolves when a live ended; rejects when the source failed. */
async function playSource(
  { deck, options, progress }: RunContext,
  playable: Playable,
  { isLive, hasAlternative, signal }: { isLive: boolean; hasAlternative: boolean; signal: AbortSignal },
): Promise<void> {
  const { clock, createEngine, notices, preload, stage } = options;
  const { captions, source, watch } = playable;
  const engine = createEngine(source, stage());
  const attached = new AbortController();
  const attachedSignal = AbortSignal.any([signal, attached.signal]);
  if (progress.state !== 'switching') progress.enter('loading');
  try {
    const load = { captions, hasAlternative, live: isLive, preload: preload(), signal: attachedSignal };
    await deck.load(engine, source, load);
    notices.sourcechange(source);
    const over = untilOver(engine, { live: isLive, hasAlternative, clock, signal: attachedSignal });
    // Watched from here on, awaited below: a failure in between must not count as unhandled.
    over.catch(() => undefined);
    watch?.(engine, attachedSignal);
    if (deck.wish.playing) await Promise.race([deck.playEngine(engine), over]);
    deck.endSwitch();
    progress.enter('ready');
    await over;
    deck.fire('ended');
  } catch (error) {
    signal.throwIfAborted();
    progress.enter('switching');
    deck.beginSwitch();
    throw error;
  } finally {
    attached.abort();
    deck.release(engine);
  }
}

/** What went wrong, as an error of the kit. */
export function asPlayerError(error: unknown): PiyaError {
  if (isPiyaError(error)) return error;
  return new PlayerError('player/network', error instanceof Error ? error.message : String(error), error);
}
