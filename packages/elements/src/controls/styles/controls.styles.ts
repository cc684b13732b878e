import { css } from 'lit';
import { barStyles } from './bar.styles.js';
import { compactStyles } from './compact.styles.js';
import { menuStyles } from './menu.styles.js';
import { sliderStyles } from './slider.styles.js';

/**
 * The look of the controls: white on the picture's own dark edge, in every theme. The accent marks what has been played and
 * what is chosen; where the page's colour is too dark for the picture it is lightened.
 */
export const controlsStyles = css`
  .controls {
    color-scheme: dark;
    display: block;
    position: absolute;
    inset: 0;
    /* A time line and its buttons run from left to right in every language. */
    direction: ltr;
    font-size: 0.875rem;
    line-height: 1.3;
    word-break: keep-all;
    --_bright: oklch(from var(--piya-color-accent, #8f9dff) max(l, 0.72) c h);
  }

  .controls[hidden] {
    display: none;
  }

  .controls .surface,
  .controls .overlay {
    position: absolute;
    inset: 0;
  }

  .controls .surface {
    outline: none;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    -webkit-touch-callout: none;
    user-select: none;
  }

  .controls:not([data-shown]) .surface {
    cursor: none;
  }

  .controls .overlay {
    pointer-events: none;
  }

  .controls .unmute {
    position: absolute;
    top: 0.75rem;
    left: 0.75rem;
    min-height: 2.75rem;
    padding: 0.5rem 1rem;
    border: 0;
    border-radius: 999px;
    background: #fff;
    color: #14161c;
    font-weight: 600;
    pointer-events: auto;
    box-shadow: 0 2px 12px rgb(0 0 0 / 35%);
  }

  .controls .feedback {
    position: absolute;
    top: 12%;
    left: 50%;
    translate: -50% 0;
    max-width: calc(100% - 2rem);
    padding: 0.5rem 1rem;
    border-radius: 999px;
    background: rgb(12 14 20 / 82%);
    color: #fff;
    font-size: 1rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    opacity: 0;
    transition: opacity 0.15s;
  }

  .controls .feedback[data-on] {
    opacity: 1;
  }

  /* The badge, the note and the captions of the player make room. */
  .stage:has(> .controls > .overlay) > .badge {
    display: none;
  }

  .stage:has(> .controls > .overlay) > .note {
    bottom: 5.5rem;
  }

  .stage:has(> .controls[data-shown] > .overlay) > video::-webkit-media-text-track-container {
    translate: 0 -5rem;
  }

  ${barStyles} ${sliderStyles} ${menuStyles} ${compactStyles}
`;
