import { css } from 'lit';

/** The seek bar and the volume. */
export const sliderStyles = css`
  .controls .slider {
    position: relative;
    height: 1.25rem;
    cursor: pointer;
    touch-action: none;
    -webkit-tap-highlight-color: transparent;
  }

  .controls .slider input {
    position: absolute;
    inset: 0;
    width: 100%;
    min-height: 0;
    height: 100%;
    margin: 0;
    padding: 0;
    opacity: 0;
    pointer-events: none;
  }

  .controls .track {
    position: absolute;
    inset: calc(50% - 2px) 0 auto;
    height: 4px;
    isolation: isolate;
    overflow: hidden;
    border-radius: 2px;
    background: rgb(255 255 255 / 28%);
    transition: scale 0.12s;
  }

  .controls .slider:hover .track,
  .controls .slider:has(:focus-visible) .track {
    scale: 1 1.5;
  }

  .controls .fill {
    position: absolute;
    inset: 0;
    background: var(--_bright);
    transform-origin: left;
    scale: var(--at) 1;
  }

  .controls .buffered {
    position: absolute;
    inset-block: 0;
    left: calc(var(--from) * 100%);
    right: calc(100% - var(--to) * 100%);
    background: rgb(255 255 255 / 38%);
  }

  .controls .chapter-start {
    position: absolute;
    z-index: 1;
    inset-block: 0;
    left: calc(var(--from) * 100% - 1px);
    width: 3px;
    background: rgb(0 0 0 / 85%);
  }

  .controls .thumb {
    position: absolute;
    top: 50%;
    left: calc(var(--at) * 100%);
    width: 0.875rem;
    height: 0.875rem;
    border-radius: 50%;
    background: #fff;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 25%);
    translate: -50% -50%;
    scale: 0;
    transition: scale 0.12s;
  }

  .controls .slider:hover .thumb,
  .controls .slider:has(:focus-visible) .thumb,
  .controls .volume-bar .thumb {
    scale: 1;
  }

  .controls .slider:has(:focus-visible) {
    outline: 2px solid #fff;
    outline-offset: 1px;
    border-radius: 4px;
  }

  .controls .seek-bar {
    margin-inline: 0.5rem;
  }

  .controls .volume {
    flex: none;
    display: flex;
    align-items: center;
  }

  .controls .volume-bar {
    width: 0;
    opacity: 0;
    transition:
      width 0.15s,
      opacity 0.15s;
  }

  .controls .volume:hover .volume-bar,
  .controls .volume:focus-within .volume-bar {
    width: 4.5rem;
    margin-inline: 0.375rem 0.625rem;
    opacity: 1;
  }

  .controls .preview {
    --_half: 2.25rem;
    position: absolute;
    bottom: calc(100% + 0.375rem);
    left: clamp(var(--_half), var(--from) * 100%, 100% - var(--_half));
    translate: -50% 0;
    display: grid;
    justify-items: center;
    gap: 0.25rem;
    width: max-content;
    pointer-events: none;
    text-align: center;
  }

  .controls .preview:has(.preview-chapter) {
    --_half: min(5rem, 25cqw);
  }

  .controls .preview:has(.tile) {
    --_half: min(5.5rem, 25cqw);
  }

  .controls .tile {
    position: relative;
    overflow: hidden;
    border-radius: 0.375rem;
    background: #000;
    box-shadow:
      0 0 0 2px #fff,
      0 4px 16px rgb(0 0 0 / 50%);
  }

  .controls .tile img {
    position: absolute;
    inset: 0 auto auto 0;
    max-width: none;
  }

  .controls .preview-chapter,
  .controls .preview-time {
    box-sizing: border-box;
    max-width: calc(2 * var(--_half));
    padding: 0.125rem 0.5rem;
    overflow: hidden;
    border-radius: 0.375rem;
    background: rgb(12 14 20 / 84%);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .controls .preview-chapter {
    font-weight: 600;
    unicode-bidi: plaintext;
  }

  .controls .preview-time {
    font-variant-numeric: tabular-nums;
  }
`;
