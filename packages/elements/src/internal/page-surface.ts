import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A colour without transparency: red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** What an element does on the page that it stands on. */
export interface Surface {
  scheme: 'light' | 'dark';
  /** Paints its own background: on the page's, the text could not be read. */
  isOwn: boolean;
}

/** The muted text of each scheme (styles/tokens.styles.ts), the weakest that has to be read on the page's background. */
const MUTED: Readonly<Record<Surface['scheme'], Rgb>> = { light: [0x5a, 0x60, 0x70], dark: [0xa3, 0xa9, 0xb8] };
/** WCAG 2.2, 1.4.3. */
const READABLE = 4.5;

/**
 * The scheme in which text is read best on a background, and whether a background of one's own is needed for that.
 *
 * @param background - `undefined` when it is a picture or a gradient.
 * @param wanted - The scheme that the page asked for.
 */
export function chooseSurface(background: Rgb | undefined, wanted: Surface['scheme'] | undefined): Surface {
  if (background === undefined) return { scheme: wanted ?? 'light', isOwn: true };
  const onLight = contrast(MUTED.light, background);
  const onDark = contrast(MUTED.dark, background);
  const scheme = wanted ?? (onDark > onLight ? 'dark' : 'light');
  return { scheme, isOwn: (scheme === 'dark' ? onDark : onLight) < READABLE };
}

/** The contrast ratio of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Follows what the page looks like behind an element. */
export class PageSurface implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #connection: AbortController | undefined;
  #observer: MutationObserver | undefined;
  #current: Surface | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** For the class of the element's outermost box. */
  get classes(): string {
    return this.#current ? `on-${this.#current.scheme}${this.#current.isOwn ? ' own-surface' : ''}` : '';
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    const look = () => this.#look();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', look, { signal });
    // Pages switch their theme by a class or an attribute up there; their colours may take a moment to change.
    this.#observer = new MutationObserver(look);
    for (const node of [document.documentElement, document.body, this.#host]) {
      this.#observer.observe(node, { attributeFilter: ['class', 'style', 'theme', 'data-theme'] });
    }
    document.addEventListener('transitionend', look, { signal });
    look();
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    this.#observer?.disconnect();
  }

  #look(): void {
    const theme = this.#host.getAttribute('theme');
    const wanted = theme === 'dark' || theme === 'light' ? theme : undefined;
    const next = chooseSurface(backgroundBehind(this.#host), wanted);
    if (next.scheme === this.#current?.scheme && next.isOwn === this.#current.isOwn) return;
    this.#current = next;
    this.#host.requestUpdate();
  }
}

/** The first background behind an element that is not transparent; `undefined` for a picture. */
function backgroundBehind(element: Element): Rgb | undefined {
  for (let node: Element | null = parentOf(element); node; node = parentOf(node)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(node);
    if (backgroundImage !== 'none') return undefined;
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixelOf(backgroundColor);
    if (alpha === 255) return [red, green, blue];
    // Half transparent over whatever: not worth a guess.
    if (alpha > 0) return undefined;
  }
  return canvas();
}

const parentOf = (node: Element): Element | null => {
  if (node.assignedSlot) return node.assignedSlot;
  const root = node.parentElement ?? node.getRootNode();
  return root instanceof ShadowRoot ? root.host : root instanceof Element ? root : null;
};

/** What a page without a background shows. */
function canvas(): Rgb {
  const { colorScheme } = getComputedStyle(document.documentElement);
  const mayBeDark = colorScheme.includes('dark');
  const isDark = mayBeDark && (!colorScheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
  return isDark ? [0x12, 0x12, 0x12] : [255, 255, 255];
}

/** Any CSS colour as red, green, blue and opacity: the browser knows all of them. */
function pixelOf(color: string): Iterable<number> {
  // The one that nearly every box has.
  if (color === 'rgba(0, 0, 0, 0)') return [0, 0, 0, 0];
  const board = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!board) return [0, 0, 0, 0];
  board.fillStyle = color;
  board.fillRect(0, 0, 1, 1);
  return board.getImageData(0, 0, 1, 1).data;
}
