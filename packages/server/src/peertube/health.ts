import { type Clock, type Random, redact, systemClock } from '@piyakast/sdk';
import type { Logger } from '../log.js';
import type { LiveOptions, PeerTubeGateway } from './gateway.js';

const INTERVAL_MS = 15_000;
/** While PeerTube is down it is asked so much oftener, because videos wait for its return. */
const DOWN_FACTOR = 5;
/** With the jitter, several servers do not knock at once. */
const JITTER_FACTOR = 15;
const PROBE_TIMEOUT_MS = 5000;

/** What was last seen of PeerTube. */
export interface HealthState {
  state: 'up' | 'down' | 'unknown';
  version: string | null;
  extensions: string[];
  /** `null` while unknown. */
  live: LiveOptions | null;
  checkedAt: string | null;
}

/** Watches whether PeerTube answers. Reading it never waits: it has what was seen last. */
export interface Health {
  readonly current: HealthState;
  /** Looks now; used when a request to PeerTube just failed. */
  check(): Promise<HealthState>;
  /** @returns Stops listening. */
  onChange(listener: (state: HealthState) => void): () => void;
  start(): void;
  stop(): Promise<void>;
}

export interface HealthDeps {
  gateway: Pick<PeerTubeGateway, 'probe' | 'url'>;
  log: Logger;
  /** Milliseconds between two looks while PeerTube is up; a fifth of it while it is down. @defaultValue 15,000 */
  intervalMs?: number;
  clock?: Clock;
  random?: Random;
}

/** One factory: the loop, the listeners and the question share one state. */
export function createHealth(deps: HealthDeps): Health {
  const { gateway, log, intervalMs = INTERVAL_MS, clock = systemClock, random = Math.random } = deps;
  const stopping = new AbortController();
  const listeners = new Set<(state: HealthState) => void>();
  let current: HealthState = { state: 'unknown', version: null, extensions: [], live: null, checkedAt: null };
  let running: Promise<HealthState> | undefined;
  let loop: Promise<void> = Promise.resolve();
  let nap = new AbortController();

  const probe = async (): Promise<HealthState> => {
    const before = current.state;
    const checkedAt = () => new Date(clock.now()).toISOString();
    try {
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(PROBE_TIMEOUT_MS)]);
      const { version, extensions, live } = await gateway.probe(signal);
      current = { state: 'up', version, extensions, live, checkedAt: checkedAt() };
    } catch (error) {
      if (stopping.signal.aborted) return current;
      current = { ...current, state: 'down', checkedAt: checkedAt() };
      const reason = error instanceof Error ? redact(error.message) : 'unknown';
      if (before !== 'down') log.warn({ event: 'peertube.down', instance: gateway.url, reason }, 'PeerTube is down');
    }
    if (current.state !== before) {
      // A check outside the loop found it out: the pause of the old state is too long for the new one.
      nap.abort();
      if (current.state === 'up') log.info({ event: 'peertube.up', instance: gateway.url }, 'PeerTube is up');
      for (const listener of listeners) listener(current);
    }
    return current;
  };

  const check = () => {
    running ??= probe().finally(() => {
      running = undefined;
    });
    return running;
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      const { state } = await check();
      nap = new AbortController();
      const signal = AbortSignal.any([stopping.signal, nap.signal]);
      const pause = intervalMs / (state === 'up' ? 1 : DOWN_FACTOR) + (intervalMs / JITTER_FACTOR) * random();
      await clock.sleep(pause, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  };

  return {
    get current() {
      return current;
    },
    check,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      loop = run();
    },
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}
