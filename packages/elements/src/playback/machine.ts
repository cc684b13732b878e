import { interruptibleSleep, systemClock, systemRandom } from '@piyakast/sdk/runtime';
import { EngineHost } from './engine-host.js';
import { type CreateEngine, createEngine } from './engines/create-engine.js';
import type { PlaybackIntent } from './intent.js';
import type { PendingPlays } from './pending-plays.js';
import type { PlaybackOptions } from './playback-options.js';
import type { PlaybackProgress } from './playback-progress.js';
import type { Resolve } from './resolution.js';
import { asPlayerError, runSession } from './session.js';
import type { PlayerTracks } from './tracks.js';
import { chooseTrack, updateTracks } from './update-tracks.js';

/** Events at which an engine may have other tracks. */
const TRACKS_CHANGE: ReadonlySet<string> = new Set(['loadedmetadata', 'resize', 'trackschange']);

/** What front and machine of a playback share. */
export interface PlaybackData {
  readonly intent: PlaybackIntent;
  readonly plays: PendingPlays;
  readonly progress: PlaybackProgress;
  readonly tracks: PlayerTracks;
}

/** What carries a playback out; loaded when something is to be opened. */
export interface Machine {
  readonly host: EngineHost;
  /** Releases the engine. */
  stop(): void;
  /** Chooses a track of a list. */
  choose(list: keyof PlayerTracks, index: number): void;
  /** Ends a wait for play, for the next round, or for a live. */
  wake(): void;
  /** Plays until the signal is aborted. Rejects with an error that repeating cannot cure, or with the signal's reason. */
  run(resolve: Resolve, signal: AbortSignal): Promise<never>;
}

export function createMachine(options: PlaybackOptions, { intent, plays, progress, tracks }: PlaybackData): Machine {
  const { clock = systemClock, random = systemRandom } = options;
  const sleep = interruptibleSleep(clock);
  const host = new EngineHost(
    (name) => {
      if (TRACKS_CHANGE.has(name)) updateTracks(tracks, host.engine);
      if (name !== 'trackschange') options.fire(name);
    },
    intent,
    plays,
  );
  const make: CreateEngine = (source, mount) => options.createEngine?.(source, mount) ?? createEngine(source, mount);
  const context = { host, progress, sleep, options: { ...options, createEngine: make, clock, random } };
  return {
    host,
    stop() {
      host.release();
      host.endSwitch();
      updateTracks(tracks, undefined);
    },
    choose(list, index) {
      if (host.engine !== undefined) chooseTrack(tracks, list, index, host.engine);
    },
    wake: () => sleep.wake(),
    run: (resolve, signal) =>
      runSession(context, resolve, signal).catch((error: unknown) => {
        signal.throwIfAborted();
        throw asPlayerError(error);
      }),
  };
}
