import { isPiyaError, type PiyaError } from '@piyakast/sdk/errors';
import { backoffMs, type Clock, type InterruptibleSleep, type Random } from '@piyakast/sdk/runtime';
import { decide, initialSession, type SessionCommand, type SessionEvent } from './decide.js';
import type { EngineHost } from './engine-host.js';
import type { CreateEngine } from './engines/create-engine.js';
import type { EngineSource } from './engines/engine.js';
import { PlayerError } from './engines/engine-error.js';
import type { PlaybackOptions } from './playback-options.js';
import type { PlaybackProgress } from './playback-progress.js';
import { publicUrl } from './public-url.js';
import type { Resolve } from './resolution.js';
import { resolveAgain } from './resolve-again.js';
import { untilOver } from './until-over.js';

/**
 * How often a live that is off air is checked. Half of PeerTube's request budget would be 5 a second.
 *
 * Intentionally not `watchLive()` of the SDK: PeerTube's notification of a start comes 7 to 16 s after its API says so,
 * and every waiting viewer would load a socket client for it.
 */
const LIVE_POLL_MS = { waiting: 5000, ended: 15_000 };
/** A live's playlist ends about a second before the API says so. */
const LIVE_END_PAUSE_MS = 2500;
/** In mid-play, looking for newer sources must not delay one that is known. */
const RESOLVE_AGAIN_TIMEOUT_MS = 4000;

/** Before the next round over all sources. */
const RETRY = { baseMs: 1000, maxMs: 30_000 };

/** What a session works with; all of it outlives the session. */
export interface SessionContext {
  readonly host: EngineHost;
  readonly progress: PlaybackProgress;
  readonly options: Omit<PlaybackOptions, 'createEngine'> & {
    readonly createEngine: CreateEngine;
    readonly clock: Clock;
    readonly random: Random;
  };
  /** Woken by `play()` and `retry()`. */
  readonly sleep: InterruptibleSleep;
}

/**
 * Finds sources and plays them, one after another, round after round. Carries out what {@link decide} says. Never
 * resolves: it rejects with an error that repeating cannot cure, or with the signal's reason.
 */
export async function runSession(context: SessionContext, resolve: Resolve, signal: AbortSignal): Promise<never> {
  const mayOpen = (source: EngineSource) => context.host.intent.playing || context.options.opensEarly(source);
  let state = initialSession;
  let event: SessionEvent = { type: 'waited' };
  for (;;) {
    const step = decide(state, event, mayOpen);
    state = step.state;
    if (step.command.type === 'fail') throw step.command.error;
    event = await perform(context, resolve, step.command, signal);
  }
}

async function perform(
  context: SessionContext,
  resolve: Resolve,
  command: Exclude<SessionCommand, { type: 'fail' }>,
  signal: AbortSignal,
): Promise<SessionEvent> {
  const { options, progress, sleep } = context;
  const { clock, observer, random } = options;
  switch (command.type) {
    case 'resolve':
      return findSources(context, resolve, command, signal);
    case 'play':
      return playSource(context, command, signal);
    case 'wait-for-play':
      progress.enter('ready');
      await sleep.sleep(undefined, signal);
      return { type: 'play-requested' };
    case 'wait-off-air':
      progress.enter(command.live === 'waiting' ? 'live-waiting' : 'live-ended');
      await sleep.sleep(LIVE_POLL_MS[command.live], signal);
      return { type: 'waited' };
    case 'wait-live-over':
      await clock.sleep(LIVE_END_PAUSE_MS, signal);
      return { type: 'waited' };
    case 'wait-to-retry':
      observer.error(command.error, true);
      progress.enter('retrying');
      await sleep.sleep(backoffMs(command.rounds, { ...RETRY, random }), signal);
      return { type: 'waited' };
  }
}

async function findSources(
  { host, options, progress }: SessionContext,
  resolve: Resolve,
  { afterFailure, known }: Extract<SessionCommand, { type: 'resolve' }>,
  signal: AbortSignal,
): Promise<SessionEvent> {
  const before = progress.resolution;
  // A live that is off air is checked again and again, and stays off air in between.
  if (known === undefined && !host.isSwitching && before?.live === undefined) progress.enter('loading');
  try {
    const resolution =
      known === undefined
        ? await resolve(signal, afterFailure)
        : await resolveAgain(resolve, known, { timeoutMs: RESOLVE_AGAIN_TIMEOUT_MS, clock: options.clock, signal });
    signal.throwIfAborted();
    progress.resolution = resolution;
    if (resolution.start !== undefined && host.intent.position === 0) host.intent.position = resolution.start;
    // A live that became its replay is a video: it begins at its start, when the viewer plays it.
    if (before?.live !== undefined && resolution.live === undefined) {
      host.intent.position = 0;
      host.clearPlayIntent();
    }
    options.observer.resolved();
    if (before?.duration !== resolution.duration) host.fire('durationchange');
    return { type: 'resolved', resolution };
  } catch (error) {
    signal.throwIfAborted();
    return { type: 'resolve-failed', error: asPlayerError(error) };
  }
}

/** Plays one source until it fails, or until the live on it is over. */
async function playSource(
  { host, options, progress }: SessionContext,
  { playable, isLive, hasAlternative }: Extract<SessionCommand, { type: 'play' }>,
  signal: AbortSignal,
): Promise<SessionEvent> {
  const { clock, createEngine, observer, preload, mount } = options;
  const { captions, check, source, watch } = playable;
  const attached = new AbortController();
  const attachedSignal = AbortSignal.any([signal, attached.signal]);
  const from = host.intent.position;
  if (progress.state !== 'switching') progress.enter('loading');
  let release = (): void => undefined;
  try {
    const engine = await createEngine(source, mount());
    release = () => host.release(engine);
    signal.throwIfAborted();
    const load = { captions, hasAlternative, live: isLive, preload: preload(), signal: attachedSignal };
    await Promise.race([host.load(engine, source, load), ...(check ? [untilRefused(check, attachedSignal)] : [])]);
    progress.currentSrc = publicUrl(source.url);
    observer.sourcechange(source.kind, progress.currentSrc);
    const over = untilOver(engine, { live: isLive, hasAlternative, clock, signal: attachedSignal });
    // Watched from here on, awaited below: a failure in between must not count as unhandled.
    over.catch(() => undefined);
    watch?.(engine, attachedSignal);
    if (host.intent.playing) await Promise.race([host.playEngine(engine), over]);
    host.endSwitch();
    progress.enter('ready');
    await over;
    host.fire('ended');
    return { type: 'live-over' };
  } catch (error) {
    signal.throwIfAborted();
    progress.enter('switching');
    host.beginSwitch();
    const playedSeconds = host.intent.position - from;
    return { type: 'source-failed', source, error: asPlayerError(error), playedSeconds };
  } finally {
    attached.abort();
    release();
  }
}

/** Rejects when a check refuses the source; one that passes, or cannot be made, changes nothing. */
function untilRefused(check: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    check(signal).catch((error: unknown) => {
      if (!signal.aborted) reject(error);
    });
  });
}

/** What went wrong, as an error of the kit. */
export function asPlayerError(error: unknown): PiyaError {
  if (isPiyaError(error)) return error;
  return new PlayerError('player/network', error instanceof Error ? error.message : String(error), error);
}
