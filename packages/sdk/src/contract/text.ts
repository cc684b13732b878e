/** Variation selectors choose the look of the character before them; PeerTube does not count them. */
const VARIATION_SELECTORS = /[\ufe0e\ufe0f]/g;

/** Half of a surrogate pair without its other half: no character, and PeerTube's database refuses it with a 500. */
const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * The one form in which text is stored, counted and searched: Unicode NFC. macOS hands out file names decomposed, in
 * which a Korean syllable is up to three characters. Half an emoji, as a careless cut leaves it, becomes U+FFFD.
 *
 * @example
 * ```ts
 * import { normalizeText } from '@piyakast/sdk';
 *
 * console.log(normalizeText('\u1112\u1161\u11ab').length); // 1
 * ```
 */
export function normalizeText(text: string): string {
  return text.normalize('NFC').replace(LONE_SURROGATES, '\ufffd');
}

/**
 * How many characters PeerTube counts once the text is normalised: a surrogate pair is one, a variation selector none.
 * Both versions use `isLength` of the package `validator`.
 *
 * @example
 * ```ts
 * import { countCharacters } from '@piyakast/sdk';
 *
 * console.log(countCharacters('🎬 한국어')); // 5
 * ```
 */
export function countCharacters(text: string): number {
  return [...normalizeText(text).replace(VARIATION_SELECTORS, '')].length;
}

/**
 * Whether the text is within a limit of `VIDEO_LIMITS` or `CHANNEL_LIMITS`.
 *
 * @example
 * ```ts
 * import { isWithin, VIDEO_LIMITS } from '@piyakast/sdk';
 *
 * console.log(isWithin('ab', VIDEO_LIMITS.name)); // false
 * ```
 */
export function isWithin(text: string, { min, max }: { readonly min: number; readonly max: number }): boolean {
  const count = countCharacters(text);
  return count >= min && count <= max;
}

/**
 * The beginning of a text, normalised, of at most `max` characters. Cuts between what a reader sees as characters, never
 * inside an emoji.
 *
 * @example
 * ```ts
 * import { truncateText } from '@piyakast/sdk';
 *
 * // The family is one picture of seven characters, so it fits as a whole or not at all.
 * console.log(truncateText('ab👨‍👩‍👧‍👦', 5)); // ab
 * ```
 */
export function truncateText(text: string, max: number): string {
  const normalized = normalizeText(text);
  if (countCharacters(normalized) <= max) return normalized;
  let kept = '';
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(normalized)) {
    count += countCharacters(segment);
    if (count > max) break;
    kept += segment;
  }
  return kept.trimEnd();
}
