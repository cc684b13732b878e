import { css } from 'lit';

/** The settings above the bar. */
export const menuStyles = css`
  .controls .menu {
    position: absolute;
    z-index: 1;
    right: 0.625rem;
    bottom: 4.25rem;
    display: grid;
    align-content: start;
    width: max-content;
    min-width: min(15rem, 100% - 1.25rem);
    max-width: min(20rem, 100% - 1.25rem);
    max-height: calc(100% - 4.75rem);
    padding: 0.375rem;
    overflow: hidden auto;
    overscroll-behavior: contain;
    border-radius: 0.75rem;
    background: rgb(20 22 28 / 95%);
    box-shadow:
      0 0 0 1px rgb(255 255 255 / 10%),
      0 8px 32px rgb(0 0 0 / 45%);
    color: #f3f4f7;
    pointer-events: auto;
    scrollbar-width: thin;
  }

  .controls .item {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.375rem;
    padding: 0.375rem 0.5rem;
    border: 0;
    border-radius: 0.5rem;
    background: none;
    text-align: start;
  }

  .controls .item:hover,
  .controls .item:focus {
    background: rgb(255 255 255 / 12%);
  }

  .controls .to-parent {
    font-weight: 600;
  }

  .controls .label {
    flex: 1 1 auto;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }

  .controls .value {
    flex: 0 1 auto;
    max-width: 9rem;
    overflow: hidden;
    color: #bcc1cc;
    font-variant-numeric: tabular-nums;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .controls .item[aria-checked] .value {
    flex: none;
  }

  .controls .mark {
    flex: none;
    display: grid;
    width: 1.125rem;
    color: #bcc1cc;
  }

  .controls .item[aria-checked='true'] .mark {
    color: var(--_bright);
  }

  .controls .mark svg {
    width: 1.125rem;
    height: 1.125rem;
  }
`;
