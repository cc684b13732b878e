import { css } from 'lit';

/** The page's own look, in the same colours as the elements of the kit. */
export const pageStyles = css`
  :host {
    --page: light-dark(#f6f7f9, #0f1115);
    --surface: light-dark(#ffffff, #16181d);
    --raised: light-dark(#f0f1f4, #20232a);
    --ink: light-dark(#1b1d22, #eceef2);
    --muted: light-dark(#5a6070, #a3a9b8);
    --line: light-dark(#e1e3e9, #2b2f38);
    --accent: light-dark(#3b4cca, #8f9dff);
    --on-accent: light-dark(#ffffff, #10122b);
    --good: light-dark(#1b6e3a, #7bd69b);
    --warn: light-dark(#8a5300, #ffc067);
    --bad: light-dark(#b3261e, #ff8a80);
    display: block;
    box-sizing: border-box;
    font-family: system-ui, -apple-system, 'Noto Sans KR', 'Apple SD Gothic Neo', sans-serif;
    font-size: 0.9375rem;
    line-height: 1.5;
    color: var(--ink);
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  h1 {
    font-size: 1.375rem;
    line-height: 1.3;
    font-weight: 680;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
  }

  h2 {
    font-size: 1.0625rem;
    line-height: 1.35;
    font-weight: 650;
  }

  a {
    color: var(--accent);
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }

  .card {
    min-width: 0;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--surface);
  }

  .stack {
    display: grid;
    gap: 1rem;
    align-content: start;
    min-width: 0;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  .muted {
    color: var(--muted);
  }

  .small {
    font-size: 0.8125rem;
  }

  button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-height: 2.5rem;
    padding: 0.375rem 0.875rem;
    border: 1px solid light-dark(#d5d8df, #363a45);
    border-radius: 8px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
  }

  button:hover:not(:disabled, .primary) {
    background: var(--raised);
  }

  button.primary:hover:not(:disabled) {
    background: color-mix(in oklab, var(--accent) 88%, var(--ink));
  }

  button:disabled {
    opacity: 0.55;
    cursor: default;
  }

  button.primary {
    border-color: transparent;
    background: var(--accent);
    color: var(--on-accent);
  }

  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--muted);
  }

  button.danger {
    color: var(--bad);
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    padding: 0.0625rem 0.5rem;
    border-radius: 99px;
    background: color-mix(in oklab, var(--tone, var(--muted)) 12%, var(--surface));
    color: var(--tone, var(--muted));
    font-size: 0.8125rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .badge::before {
    content: '';
    width: 0.4375rem;
    height: 0.4375rem;
    border-radius: 50%;
    background: currentcolor;
  }

  .good {
    --tone: var(--good);
  }

  .warn {
    --tone: var(--warn);
  }

  .bad {
    --tone: var(--bad);
  }

  .busy {
    --tone: var(--accent);
  }

  .problem {
    color: var(--bad);
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
