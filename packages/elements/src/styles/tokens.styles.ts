import { css } from 'lit';

/**
 * Colours, shapes and type that every element shares.
 *
 * A page sets the public names (`--piya-color-accent`, …), on `:root` or on one element. Inside, styles read the private
 * ones (`--_accent`, …), which fall back to our own values. Dark and light follow the viewer's system, or the element's
 * `theme` attribute (`dark` or `light`).
 */
export const tokens = css`
  :host {
    color-scheme: light dark;
    --_accent: var(--piya-color-accent, light-dark(#3b4cca, #8f9dff));
    --_on-accent: var(--piya-color-on-accent, light-dark(#ffffff, #10122b));
    --_surface: var(--piya-color-surface, light-dark(#ffffff, #16181d));
    --_surface-raised: var(--piya-color-surface-raised, light-dark(#f4f5f7, #20232a));
    --_text: var(--piya-color-text, light-dark(#1b1d22, #eceef2));
    --_text-muted: var(--piya-color-text-muted, light-dark(#5a6070, #a3a9b8));
    --_border: var(--piya-color-border, light-dark(#d5d8df, #363a45));
    --_danger: var(--piya-color-danger, light-dark(#b3261e, #ff8a80));
    --_success: var(--piya-color-success, light-dark(#1b6e3a, #7bd69b));
    --_warning: var(--piya-color-warning, light-dark(#8a5300, #ffc067));
    --_radius: var(--piya-radius, 10px);
    --_radius-small: var(--piya-radius-small, 6px);
    --_space: var(--piya-space, 1rem);
    --_font: var(--piya-font-family, system-ui, -apple-system, 'Noto Sans KR', 'Apple SD Gothic Neo', sans-serif);
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='light']) {
    color-scheme: light;
  }
`;

/** What every element needs besides the tokens: box model, `hidden`, focus ring, text for screen readers only. */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
    font-family: var(--_font);
    color: var(--_text);
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      transition-duration: 0.01ms !important;
    }
  }
`;
