/** Something that a key, a button or a gesture does to the player. */
export type Action =
  | { readonly do: 'toggle-play' }
  | { readonly do: 'toggle-mute' }
  | { readonly do: 'toggle-fullscreen' }
  | { readonly do: 'toggle-captions' }
  | { readonly do: 'toggle-pip' }
  | { readonly do: 'seek-by'; readonly seconds: number }
  /** To a part of the whole, 0 to 1. */
  | { readonly do: 'seek-to'; readonly part: number }
  | { readonly do: 'volume-by'; readonly amount: number }
  | { readonly do: 'speed'; readonly step: 1 | -1 }
  | { readonly do: 'frame'; readonly step: 1 | -1 };

/** What a key press is made of. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** The keys that viewers know from other players. */
const ACTIONS: Readonly<Record<string, Action>> = {
  ' ': { do: 'toggle-play' },
  k: { do: 'toggle-play' },
  m: { do: 'toggle-mute' },
  f: { do: 'toggle-fullscreen' },
  c: { do: 'toggle-captions' },
  i: { do: 'toggle-pip' },
  j: { do: 'seek-by', seconds: -10 },
  l: { do: 'seek-by', seconds: 10 },
  ArrowLeft: { do: 'seek-by', seconds: -5 },
  ArrowRight: { do: 'seek-by', seconds: 5 },
  ArrowUp: { do: 'volume-by', amount: 0.05 },
  ArrowDown: { do: 'volume-by', amount: -0.05 },
  Home: { do: 'seek-to', part: 0 },
  End: { do: 'seek-to', part: 1 },
  '<': { do: 'speed', step: -1 },
  '>': { do: 'speed', step: 1 },
  ',': { do: 'frame', step: -1 },
  '.': { do: 'frame', step: 1 },
};

/**
 * The action of a key; undefined for a key that is not one of ours, or that belongs to the browser (with Ctrl, Alt or ⌘).
 *
 * Where the layout writes another script, as a Korean keyboard does, the letter's place on the keyboard counts.
 */
export function actionOf(press: KeyPress): Action | undefined {
  if (press.ctrlKey || press.altKey || press.metaKey) return undefined;
  const key = keyOf(press);
  if (/^[0-9]$/.test(key)) return press.shiftKey ? undefined : { do: 'seek-to', part: Number(key) / 10 };
  return ACTIONS[key];
}

function keyOf({ key, code, shiftKey }: KeyPress): string {
  const isLatin = key.length > 1 ? key !== 'Process' && key !== 'Unidentified' : key.charCodeAt(0) < 128;
  if (isLatin) return key.length === 1 ? key.toLowerCase() : key;
  if (code === 'Comma') return shiftKey ? '<' : ',';
  if (code === 'Period') return shiftKey ? '>' : '.';
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
}
