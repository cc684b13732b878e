import { css } from 'lit';

/** The look that all players share: a black stage, a calm poster, one large button. */
export const playerStyles = css`
  :host {
    aspect-ratio: var(--piya-aspect-ratio, 16 / 9);
    width: 100%;
    min-width: 0;
    overflow: hidden;
    border-radius: var(--_radius);
    background: #000;
  }

  :host(:fullscreen) {
    border-radius: 0;
  }

  .stage {
    position: relative;
    width: 100%;
    height: 100%;
    container-type: inline-size;
    color: #fff;
  }

  video,
  .frame,
  .frame iframe,
  .poster {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }

  .controls {
    display: contents;
  }

  video,
  .poster {
    object-fit: var(--piya-object-fit, contain);
  }

  /* An iframe that shows nothing yet, or the browser's own error page, stays unseen. */
  .stage:not([data-engine='embed']) .frame {
    visibility: hidden;
  }

  .stage[data-engine='embed'] video {
    visibility: hidden;
  }

  .center {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: 0.75rem;
    padding: 1rem;
    text-align: center;
  }

  .veil {
    background: rgb(0 0 0 / 62%);
    backdrop-filter: blur(6px);
  }

  /* At the end the browser's controls below stay within reach. */
  .center:has(.play) {
    pointer-events: none;
  }

  .play {
    pointer-events: auto;
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

  .play {
    display: grid;
    place-items: center;
    width: clamp(3.5rem, 14cqw, 5.5rem);
    aspect-ratio: 1;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: rgb(12 14 20 / 72%);
    box-shadow: 0 0 0 2px rgb(255 255 255 / 85%) inset;
    transition: background 0.15s;
  }

  .play:hover {
    background: rgb(12 14 20 / 90%);
  }

  .play svg {
    width: 46%;
    fill: currentColor;
    transition: scale 0.15s;
  }

  .play:hover svg {
    scale: 1.1;
  }

  /*
   * The whole picture starts the video; the button stays the one thing that is announced. Only while the button itself
   * is neither positioned nor transformed, or the area would shrink to it.
   */
  .play:not(.again)::after {
    content: '';
    position: absolute;
    inset: 0;
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

  .spinner {
    width: 3rem;
    aspect-ratio: 1;
    border: 3px solid rgb(255 255 255 / 25%);
    border-top-color: #fff;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
    /* A short wait is not worth a sign. */
    opacity: 0;
    animation:
      turn 0.9s linear infinite,
      appear 0.2s 0.4s forwards;
  }

  .center:has(.spinner) {
    pointer-events: none;
  }

  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }

  @keyframes appear {
    to {
      opacity: 1;
    }
  }

  .badge {
    position: absolute;
    top: 0.75rem;
    left: 0.75rem;
    padding: 0.125rem 0.5rem;
    border-radius: var(--_radius-small);
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

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      opacity: 1;
    }

    .play svg {
      transition: none;
    }
  }
`;
