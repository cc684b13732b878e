import { html, type TemplateResult } from 'lit';
import { partAtPointer } from '../timeline.js';

export interface Slider {
  /** Class and part of the whole. */
  readonly name: string;
  readonly label: string;
  /** Largest value; the smallest is 0. */
  readonly max: number;
  readonly value: number;
  /** The value in words. */
  readonly valueText: string;
  /** What lies on the track, below the thumb. */
  readonly track?: unknown;
  /** What floats above it. */
  readonly above?: unknown;
  /** A key changes the value by this much; a page key by five times as much. */
  readonly step: number;
  /** The pointer is at this part, 0 to 1, of the track, without a press; undefined when it left. */
  onHover?(part: number | undefined): void;
  /** A press moves over the track. */
  onDrag(part: number): void;
  /** The press ended there; undefined when it was cancelled. */
  onDrop(part: number | undefined): void;
  onValue(value: number): void;
}

/**
 * A slider: a native range for the keyboard and for assistive technology, and pointers on the whole area around it. A range
 * alone cannot be dragged by its track on iOS.
 */
export function slider(options: Slider): TemplateResult {
  const { name, label, max, value, valueText, track, above } = options;
  const part = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return html`<div
    class="slider ${name}"
    part=${name}
    .style=${`--at:${part}`}
    @pointerdown=${(event: PointerEvent) => startDrag(event, options)}
    @pointermove=${(event: PointerEvent) => hover(event, options)}
    @pointerleave=${() => options.onHover?.(undefined)}
  >
    <div class="track" part="track">${track}<div class="fill" part="fill"></div></div>
    <div class="thumb" part="thumb"></div>
    ${above}
    <input
      type="range"
      min="0"
      max=${max}
      step="any"
      .value=${String(value)}
      aria-label=${label}
      aria-valuetext=${valueText}
      @keydown=${(event: KeyboardEvent) => onKey(event, options)}
      @input=${(event: Event) => options.onValue(Number((event.target as HTMLInputElement).value))}
    />
  </div>`;
}

const pointerPart = (event: PointerEvent): number =>
  partAtPointer((event.currentTarget as HTMLElement).getBoundingClientRect(), event.clientX);

function hover(event: PointerEvent, { onHover }: Slider): void {
  if (event.pointerType === 'mouse' && event.buttons === 0) onHover?.(pointerPart(event));
}

function startDrag(event: PointerEvent, options: Slider): void {
  if (event.button !== 0) return;
  const bar = event.currentTarget as HTMLElement;
  // Else the press would take the focus away from the range.
  event.preventDefault();
  bar.querySelector('input')?.focus({ preventScroll: true });
  bar.setPointerCapture(event.pointerId);
  const drag = new AbortController();
  const { signal } = drag;
  const at = ({ clientX }: PointerEvent) => partAtPointer(bar.getBoundingClientRect(), clientX);
  options.onDrag(at(event));
  bar.addEventListener('pointermove', (move) => options.onDrag(at(move)), { signal });
  bar.addEventListener(
    'pointerup',
    (up) => {
      drag.abort();
      options.onDrop(at(up));
    },
    { signal },
  );
  bar.addEventListener(
    'pointercancel',
    () => {
      drag.abort();
      options.onDrop(undefined);
    },
    { signal },
  );
}

/** Arrows and page keys as for a slider; every other key is left to the player. */
function onKey(event: KeyboardEvent, { max, onValue, step, value }: Slider): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const next = keyValue(event.key, { max, step, value });
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  onValue(next);
}

/** The value after a key; undefined for a key that is none of a slider's. */
export function keyValue(
  key: string,
  { max, step, value }: Pick<Slider, 'max' | 'step' | 'value'>,
): number | undefined {
  const change: Readonly<Record<string, number>> = {
    ArrowLeft: -step,
    ArrowDown: -step,
    ArrowRight: step,
    ArrowUp: step,
    PageDown: -5 * step,
    PageUp: 5 * step,
    Home: -max,
    End: max,
  };
  const by = change[key];
  return by === undefined ? undefined : Math.min(max, Math.max(0, value + by));
}
