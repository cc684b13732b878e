import { createFakeClock } from '@piyakast/testing/kit';
import type { EngineSource } from '../playback/engines/engine.js';
import { Playback } from '../playback/playback.js';
import type { PlaybackState } from '../playback/playback-observer.js';
import type { Resolution, Resolve } from '../playback/resolution.js';
import { FakeEngine } from './fake-engine.js';

export const hls = { kind: 'hls', url: 'https://a.example/master.m3u8', live: false } satisfies EngineSource;
export const file = { kind: 'file', url: 'https://b.example/clip.mp4' } satisfies EngineSource;
/** An answer that names these sources. */
export const of = (...sources: EngineSource[]): Resolution => ({ playables: sources.map((source) => ({ source })) });

/** A playback without media: fake engines, a fake clock, and no chance in its delays. */
export function setUp(resolve: Resolve, prepare: (engine: FakeEngine) => void = () => undefined) {
  const clock = createFakeClock();
  const engines: FakeEngine[] = [];
  const states: PlaybackState[] = [];
  const errors: { code: string; willRetry: boolean }[] = [];
  const events = new EventTarget();
  const playback = new Playback({
    fire: (name) => events.dispatchEvent(new Event(name)),
    mount: () => ({ video: document.createElement('video'), frame: document.createElement('div'), title: 'Test' }),
    observer: {
      statechange: (state) => states.push(state),
      sourcechange: () => undefined,
      error: ({ code }, willRetry) => errors.push({ code, willRetry }),
      resolved: () => undefined,
    },
    opensEarly: () => false,
    preload: () => 'metadata',
    createEngine: (source) => {
      const engine = new FakeEngine(source);
      prepare(engine);
      engines.push(engine);
      return engine;
    },
    clock,
    random: () => 0,
  });
  playback.reset(resolve);
  const at = (index: number): FakeEngine => {
    const engine = engines[index];
    if (engine === undefined) throw new Error(`There are ${engines.length} engines, none at ${index}.`);
    return engine;
  };
  return { clock, engines, states, errors, events, playback, at };
}
