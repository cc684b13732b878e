import { css } from 'lit';

/** The look of what is shown besides the facade: screens, notes, badges and forms. */
export const detailsStyles = css`
  .veil {
    background: rgb(0 0 0 / 62%);
    backdrop-filter: blur(6px);
  }

  .center p {
    max-width: 32rem;
    margin: 0;
    text-wrap: balance;
    line-height: 1.5;
  }

  .heading {
    font-size: 1.125rem;
    font-weight: 600;
  }

  .hint {
    color: #d3d6de;
    font-size: 0.9375rem;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 3px;
  }

  .action {
    min-height: 2.75rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid rgb(255 255 255 / 55%);
    border-radius: 999px;
    background: rgb(255 255 255 / 10%);
  }

  form {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
  }

  input {
    min-height: 2.75rem;
    width: min(16rem, 70cqw);
    padding: 0.5rem 1rem;
    border: 1px solid rgb(255 255 255 / 55%);
    border-radius: 999px;
    background: rgb(0 0 0 / 40%);
    font: inherit;
    color: inherit;
  }

  input::placeholder {
    color: #d3d6de;
  }

  .action:hover {
    background: rgb(255 255 255 / 20%);
  }

  .badge {
    position: absolute;
    top: 0.75rem;
    left: 0.75rem;
    padding: 0.125rem 0.5rem;
    border-radius: var(--piya-radius-small, 6px);
    background: #b3261e;
    font-size: 0.8125rem;
    font-weight: 600;
  }

  .note {
    position: absolute;
    left: 50%;
    bottom: 4rem;
    translate: -50% 0;
    display: flex;
    align-items: center;
    gap: 0.75rem;
    width: max-content;
    max-width: calc(100% - 2rem);
    padding: 0.5rem 0.5rem 0.5rem 1rem;
    border-radius: 1.5rem;
    background: rgb(12 14 20 / 86%);
    font-size: 0.9375rem;
    line-height: 1.4;
  }

  .note .action {
    flex: none;
  }

  /* A small box has room for one line of each. */
  @container (max-width: 26rem) {
    .center {
      gap: 0.5rem;
      padding: 0.5rem;
      overflow: auto;
      place-content: safe center;
    }

    .heading {
      font-size: 0.9375rem;
      line-height: 1.35;
    }

    .hint,
    .note {
      font-size: 0.8125rem;
    }

    .note {
      bottom: 0.5rem;
      max-width: calc(100% - 1rem);
    }

    form {
      flex-wrap: nowrap;
      max-width: 100%;
    }

    input {
      min-width: 0;
      flex: 1;
    }

    .action {
      flex: none;
      padding: 0.5rem 0.875rem;
    }
  }
`;
