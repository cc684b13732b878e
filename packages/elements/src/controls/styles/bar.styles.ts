import { css } from 'lit';

/** The bar with its buttons, and the page's own things above it. */
export const barStyles = css`
  .controls .bar,
  .controls .top {
    position: absolute;
    inset-inline: 0;
    opacity: 0;
    transition: opacity 0.2s;
  }

  .controls[data-shown] .bar,
  .controls[data-shown] .top,
  .controls .bar:has(:focus-visible) {
    opacity: 1;
  }

  .controls[data-shown] .bar > *,
  .controls[data-shown] .top > *,
  .controls .bar:has(:focus-visible) > * {
    pointer-events: auto;
  }

  .controls .top {
    top: 0;
    padding: 0.75rem;
  }

  .controls .bar {
    bottom: 0;
    padding: 2rem 0.625rem 0.375rem;
    background: linear-gradient(to top, rgb(0 0 0 / 86%), rgb(0 0 0 / 62%) 60%, transparent);
  }

  .controls .row {
    display: flex;
    align-items: center;
    min-width: 0;
  }

  .controls .space {
    flex: 1;
  }

  .controls .button {
    position: relative;
    flex: none;
    display: grid;
    place-items: center;
    width: 2.5rem;
    height: 2.5rem;
    padding: 0;
    border: 0;
    border-radius: 0.625rem;
    background: none;
    color: #fff;
    transition: background 0.15s;
  }

  .controls .button:hover {
    background: rgb(255 255 255 / 16%);
  }

  .controls .button:active {
    background: rgb(255 255 255 / 26%);
  }

  .controls button:focus-visible {
    outline: 2px solid #fff;
    outline-offset: -2px;
  }

  .controls svg {
    width: 1.5rem;
    height: 1.5rem;
    fill: currentColor;
  }

  .controls .line {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .controls .button[aria-pressed='true']::after {
    content: '';
    position: absolute;
    inset: auto 0.625rem 0.125rem;
    height: 3px;
    border-radius: 2px;
    background: var(--_bright);
  }

  .controls .time,
  .controls .chapter-title {
    flex: none;
    padding-inline: 0.375rem;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .controls .duration,
  .controls .chapter-title {
    color: #d6d9e0;
  }

  .controls .chapter-title {
    flex: 0 1 auto;
    min-width: 0;
    padding-inline-start: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: plaintext;
  }

  .controls .chapter-title::before {
    content: '·';
    margin-inline-end: 0.5em;
  }

  .controls .live {
    flex: none;
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    min-height: 1.75rem;
    margin-inline: 0.375rem;
    padding: 0.125rem 0.625rem;
    border: 0;
    border-radius: 999px;
    background: rgb(255 255 255 / 12%);
    font-weight: 600;
    white-space: nowrap;
    cursor: default;
  }

  .controls .dot {
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: #ff4d43;
  }

  .controls .live[data-behind] {
    color: #d6d9e0;
    cursor: pointer;
  }

  .controls .live[data-behind] .dot {
    background: #9aa0ac;
  }

  .controls .live[data-behind]:hover {
    background: rgb(255 255 255 / 24%);
    color: #fff;
  }
`;
