import { until } from '@piyakast/testing/kit';
import type { PiyaPlayer } from '../piya-player/piya-player.js';
import { FakeEngine } from './fake-engine.js';

/** A `<piya-player>` with controls over an engine without media. */
export interface ControlledPlayer {
  readonly player: PiyaPlayer;
  readonly engine: FakeEngine;
  /** One node of the controls; a missing one is an error that names it. */
  find<Kind extends HTMLElement = HTMLElement>(selector: string): Kind;
  has(selector: string): boolean;
  /** Presses a key where the focus is, or on a node of the controls. */
  press(key: string, target?: HTMLElement, more?: KeyboardEventInit): KeyboardEvent;
  /** What is rendered now. */
  settled(): Promise<void>;
}

/** Puts it into a box, plays, and waits for the controls. The defaults are a muted video of 100 seconds. */
export async function showControls(
  box: HTMLElement,
  { properties = {}, prepare }: { properties?: Partial<PiyaPlayer>; prepare?: (engine: FakeEngine) => void } = {},
): Promise<ControlledPlayer> {
  const engines: FakeEngine[] = [];
  const player = Object.assign(document.createElement('piya-player'), {
    src: 'https://media.example/clip.mp4',
    controls: true,
    createEngine: (source: ConstructorParameters<typeof FakeEngine>[0]) => {
      const engine = new FakeEngine(source);
      prepare?.(engine);
      engines.push(engine);
      return engine;
    },
    ...properties,
  });
  box.append(player);
  await player.play();
  const query = <Kind extends HTMLElement>(selector: string) =>
    player.renderRoot.querySelector<Kind>(`.controls ${selector}`);
  await until('the controls', () => query('.bar'));
  const engine = engines.at(-1);
  if (engine === undefined) throw new Error('No engine was made.');
  const find = <Kind extends HTMLElement>(selector: string): Kind => {
    const found = query<Kind>(selector);
    if (found === null) throw new Error(`There is no ${selector} in the controls.`);
    return found;
  };
  return {
    player,
    engine,
    find,
    has: (selector) => query(selector) !== null,
    press: (key, target = player, more = {}) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...more });
      target.dispatchEvent(event);
      return event;
    },
    settled: () => new Promise((resolve) => setTimeout(resolve)),
  };
}

/** Presses, moves and releases a pointer over a node; places are parts of its width. */
export function drag(node: HTMLElement, places: readonly number[], pointerType: 'mouse' | 'touch' = 'mouse'): void {
  const { left, top, width, height } = node.getBoundingClientRect();
  const fire = (name: string, part: number, buttons: number) =>
    node.dispatchEvent(
      new PointerEvent(name, {
        ...{ bubbles: true, composed: true, cancelable: true, pointerId: 1, isPrimary: true, pointerType, buttons },
        clientX: left + part * width,
        clientY: top + height / 2,
      }),
    );
  const [first = 0] = places;
  fire('pointerdown', first, 1);
  for (const part of places.slice(1)) fire('pointermove', part, 1);
  fire('pointerup', places.at(-1) ?? first, 0);
}
