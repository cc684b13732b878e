import { css } from 'lit';

export const uploadStyles = css`
  :host {
    container-type: inline-size;
  }

  .panel {
    display: grid;
    gap: 0.875rem;
  }

  /* Empty, it is no row of the panel. */
  [data-service='ok'] {
    position: absolute;
  }

  .drop {
    display: grid;
    justify-items: center;
    gap: 0.5rem;
    padding: 2rem 1rem;
    border: 1.5px dashed color-mix(in oklab, var(--_border) 60%, var(--_text-muted));
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    text-align: center;
    transition:
      border-color 120ms,
      background-color 120ms;
  }

  .drop svg {
    width: 2.25rem;
    height: 2.25rem;
    color: var(--_accent);
  }

  .drop p:first-of-type {
    font-weight: 600;
  }

  .drop .actions {
    justify-content: center;
    margin-top: 0.25rem;
  }

  .drop[data-over] {
    border-color: var(--_accent);
    border-style: solid;
    background: color-mix(in oklab, var(--_accent) 9%, var(--_surface));
  }

  .drop.small {
    padding: 1rem;
  }

  .drop.small svg {
    display: none;
  }

  ul {
    display: grid;
    gap: 0.75rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .row {
    display: grid;
    gap: 0.625rem;
    min-width: 0;
    padding: 0.875rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: space-between;
    gap: 0.25rem 0.75rem;
  }

  .title {
    display: grid;
    flex: 1 1 9rem;
    min-width: 0;
  }

  .title .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  progress {
    appearance: none;
    display: block;
    width: 100%;
    height: 0.5rem;
    border: 0;
    border-radius: 99px;
    overflow: hidden;
    background: color-mix(in oklab, var(--_accent) 16%, var(--_surface));
  }

  progress::-webkit-progress-bar {
    background: transparent;
  }

  progress::-webkit-progress-value {
    border-radius: 99px;
    background: var(--_accent);
    transition: inline-size 200ms;
  }

  progress::-moz-progress-bar {
    border-radius: 99px;
    background: var(--_accent);
  }

  [data-state='failed'] progress::-webkit-progress-value {
    background: var(--_danger);
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    font-size: 0.8125rem;
    color: var(--_text-muted);
    font-variant-numeric: tabular-nums;
  }

  .facts span:first-child {
    font-weight: 600;
    color: var(--_text);
  }

  .row > .actions {
    margin-block-end: -0.25rem;
  }

  .row > .actions .quiet:last-child:not(:first-child) {
    margin-inline-start: auto;
  }

  .row > .actions .quiet {
    margin-inline-end: -0.375rem;
  }

  .row > .actions a {
    padding-block: 0.375rem;
    font-weight: 550;
  }

  details > summary {
    width: fit-content;
    padding: 0.25rem 0;
    font-size: 0.875rem;
    font-weight: 550;
    color: var(--_accent);
    cursor: pointer;
  }

  /* The parent that a browser puts in between has no box-sizing to inherit. */
  details > .fields {
    box-sizing: border-box;
    padding-top: 0.625rem;
  }

  .submit {
    justify-content: end;
  }

  @container (max-width: 26rem) {
    .submit button {
      flex: 1;
    }
  }
`;
