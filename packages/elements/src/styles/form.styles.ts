import { css } from 'lit';

/** Buttons, fields, notes and badges; one look for every form of the kit. Needs the tokens. */
export const formStyles = css`
  :host {
    font-size: 0.9375rem;
    line-height: 1.5;
    /* Korean breaks between words, and a long file name still breaks somewhere. */
    word-break: keep-all;
    overflow-wrap: anywhere;
  }

  /* Text in the scheme that is read on the page behind it; see internal/page-surface.ts. */
  .panel {
    color: var(--_text);
  }

  .on-light {
    color-scheme: light;
  }

  .on-dark {
    color-scheme: dark;
  }

  .own-surface {
    padding: var(--_space);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  h2,
  h3,
  p {
    margin: 0;
  }

  h2 {
    font-size: 1.125rem;
    line-height: 1.35;
    font-weight: 650;
  }

  h3 {
    font-size: 0.9375rem;
    font-weight: 600;
  }

  button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-height: 2.5rem;
    padding: 0.375rem 0.875rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
    transition:
      background-color 120ms,
      border-color 120ms;
  }

  button:hover:not(:disabled) {
    border-color: var(--_text-muted);
    background: var(--_surface-raised);
  }

  button:disabled {
    opacity: 0.55;
    cursor: default;
  }

  button.primary {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:hover:not(:disabled) {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }

  button.quiet {
    border-color: transparent;
    background: none;
    color: var(--_text-muted);
  }

  button.quiet:hover:not(:disabled) {
    background: var(--_surface-raised);
    color: var(--_text);
  }

  button.danger {
    color: var(--_danger);
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
    gap: 0.875rem;
  }

  .field {
    display: grid;
    gap: 0.25rem;
    align-content: start;
    min-width: 0;
  }

  .wide {
    grid-column: 1 / -1;
  }

  label,
  .label {
    font-size: 0.8125rem;
    font-weight: 550;
    color: var(--_text-muted);
  }

  input:not([type='checkbox']),
  select,
  textarea {
    width: 100%;
    min-height: 2.5rem;
    padding: 0.4375rem 0.625rem;
    border: 1px solid color-mix(in oklab, var(--_border) 55%, var(--_text-muted));
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }

  textarea {
    resize: vertical;
  }

  [aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .check {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: start;
    gap: 0.125rem 0.5rem;
  }

  .check input {
    width: 1.125rem;
    height: 1.125rem;
    margin: 0.125rem 0 0;
    accent-color: var(--_accent);
  }

  .check label {
    font-size: inherit;
    font-weight: 500;
    color: var(--_text);
  }

  .check .hint,
  .check .problem {
    grid-column: 2;
  }

  .hint {
    font-size: 0.8125rem;
    color: var(--_text-muted);
  }

  .problem {
    font-size: 0.8125rem;
    color: var(--_danger);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }

  .notice {
    display: grid;
    gap: 0.125rem;
    padding: 0.625rem 0.75rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
  }

  .notice.error {
    border-color: color-mix(in oklab, var(--_danger) 55%, var(--_surface));
    background: color-mix(in oklab, var(--_danger) 8%, var(--_surface));
  }

  .notice strong {
    font-weight: 600;
  }

  .notice .next {
    color: var(--_text-muted);
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.375rem;
    padding: 0.0625rem 0.5rem;
    border-radius: 99px;
    background: color-mix(in oklab, var(--_tone, var(--_text-muted)) 12%, var(--_surface));
    color: var(--_tone, var(--_text-muted));
    font-size: 0.8125rem;
    font-weight: 600;
    white-space: nowrap;
  }

  .badge::before {
    content: '';
    width: 0.4375rem;
    height: 0.4375rem;
    border-radius: 50%;
    background: currentcolor;
  }

  .badge.good {
    --_tone: var(--_success);
  }

  .badge.wait {
    --_tone: var(--_warning);
  }

  .badge.bad {
    --_tone: var(--_danger);
  }

  .badge.busy {
    --_tone: var(--_accent);
  }

  a {
    color: var(--_accent);
  }
`;
