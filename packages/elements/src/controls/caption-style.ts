/** How captions look. */
export interface CaptionStyle {
  /** Per cent of the usual size. */
  readonly size: CaptionSize;
  readonly background: CaptionBackground;
}

export const CAPTION_SIZES = [75, 100, 150, 200] as const;
export type CaptionSize = (typeof CAPTION_SIZES)[number];

export const CAPTION_BACKGROUNDS = ['none', 'half', 'full'] as const;
export type CaptionBackground = (typeof CAPTION_BACKGROUNDS)[number];

export const DEFAULT_CAPTION_STYLE: CaptionStyle = { size: 100, background: 'half' };

export function isCaptionStyle(value: unknown): value is CaptionStyle {
  if (typeof value !== 'object' || value === null) return false;
  const { size, background } = value as Partial<Record<keyof CaptionStyle, unknown>>;
  return CAPTION_SIZES.some((one) => one === size) && CAPTION_BACKGROUNDS.some((one) => one === background);
}

/** The rule for a style sheet. A cue takes no custom property in every browser, so the values are written out. */
export function captionCss({ size, background }: CaptionStyle): string {
  const colors = { none: 'transparent', half: 'rgb(8 8 12 / 78%)', full: 'rgb(8 8 12)' };
  // Without a ground the letters need an edge on a bright picture.
  const shadow = background === 'none' ? '0 0 3px #000, 0 0 2px #000, 1px 1px 2px #000' : 'none';
  return `video::cue{font-size:${size}%;color:#fff;background-color:${colors[background]};text-shadow:${shadow}}`;
}
