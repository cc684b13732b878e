import { css } from 'lit';

export const liveSetupStyles = css`
  :host {
    container-type: inline-size;
  }

  .panel {
    display: grid;
    gap: 1.25rem;
  }

  .switches {
    display: grid;
    gap: 0.75rem;
    padding-top: 0.25rem;
  }

  .indent {
    max-width: 22rem;
    padding-inline-start: 1.625rem;
  }

  .head {
    display: grid;
    gap: 0.5rem;
  }

  .head h2 {
    overflow-wrap: anywhere;
  }

  .badge.on-air {
    --_tone: var(--_danger);
  }

  .viewers {
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    color: var(--_text-muted);
  }

  .values {
    display: grid;
    gap: 0.75rem;
  }

  .value {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .value input {
    flex: 1 1 12rem;
    width: auto;
    min-width: 0;
    background: var(--_surface-raised);
    font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    font-size: 0.8125rem;
  }

  .value button {
    min-width: 4.5rem;
  }

  .steps {
    display: grid;
    gap: 0.375rem;
    padding: 0.875rem;
    border-radius: var(--_radius);
    background: var(--_surface-raised);
  }

  summary {
    width: fit-content;
    font-size: 0.9375rem;
    font-weight: 600;
    cursor: pointer;
  }

  .preview piya-player {
    margin-top: 0.5rem;
  }

  .obs-form {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 5.5rem auto;
    align-items: end;
    gap: 0.625rem;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75rem;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    color: var(--_text-muted);
  }

  ol,
  ul {
    display: grid;
    gap: 0.125rem;
    margin: 0;
    padding-inline-start: 1.375rem;
  }

  .foot .notice {
    flex: 1 1 100%;
    gap: 0.5rem;
  }

  @container (max-width: 26rem) {
    .obs-form {
      grid-template-columns: minmax(0, 1fr);
    }

    form button[type='submit'],
    .value button {
      flex: 1;
    }
  }
`;
