import { type CaptionStyle, DEFAULT_CAPTION_STYLE, isCaptionStyle } from './caption-style.js';

/** What a viewer chose, kept for the next visit. */
export interface Preferences {
  readonly volume: number;
  readonly muted: boolean;
  readonly rate: number;
  /** Language of the captions, null for none; undefined when never chosen. */
  readonly caption: string | null | undefined;
  readonly captionStyle: CaptionStyle;
}

const KEY = 'piya-player';

const DEFAULTS: Preferences = {
  volume: 1,
  muted: false,
  rate: 1,
  caption: undefined,
  captionStyle: DEFAULT_CAPTION_STYLE,
};

/** Reads what is stored; the defaults where there is nothing, or something that is no choice of ours. */
export function readPreferences(storage: Pick<Storage, 'getItem'> | undefined = pageStorage()): Preferences {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof stored === 'object' && stored !== null ? { ...DEFAULTS, ...validOf(stored) } : DEFAULTS;
  } catch {
    // Text of another program, or a browser that keeps nothing for this page: the defaults are right.
    return DEFAULTS;
  }
}

/** Changes some of what is stored. */
export function writePreferences(
  change: Partial<Preferences>,
  storage: Pick<Storage, 'getItem' | 'setItem'> | undefined = pageStorage(),
): void {
  try {
    storage?.setItem(KEY, JSON.stringify({ ...readPreferences(storage), ...change }));
  } catch (error) {
    // A full or closed store only costs the memory of a choice.
    console.debug('piya: the choice could not be stored:', error);
  }
}

function validOf(stored: Partial<Record<keyof Preferences, unknown>>): Partial<Preferences> {
  const { volume, muted, rate, caption, captionStyle } = stored;
  const within = (value: unknown, low: number, high: number): value is number =>
    typeof value === 'number' && value >= low && value <= high;
  return {
    ...(within(volume, 0, 1) ? { volume } : {}),
    ...(typeof muted === 'boolean' ? { muted } : {}),
    ...(within(rate, 0.25, 4) ? { rate } : {}),
    ...(caption === null || typeof caption === 'string' ? { caption } : {}),
    ...(isCaptionStyle(captionStyle) ? { captionStyle } : {}),
  };
}

/** Reading the property throws where the browser's settings forbid storage. */
function pageStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
