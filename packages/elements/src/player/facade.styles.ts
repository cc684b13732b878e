/** The look of a player before it is played: a black stage, a calm poster, one large button. */
export const facadeStyles = /* css */ `
  :host {
    --_radius: var(--piya-radius, 10px);
    display: block;
    box-sizing: border-box;
    width: 100%;
    min-width: 0;
    aspect-ratio: var(--piya-aspect-ratio, 16 / 9);
    overflow: hidden;
    border-radius: var(--_radius);
    background: #000;
    font-family: var(--piya-font-family, system-ui, -apple-system, 'Noto Sans KR', 'Apple SD Gothic Neo', sans-serif);
    word-break: keep-all;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host(:fullscreen) {
    border-radius: 0;
  }

  :host([hidden]) {
    display: none !important;
  }

  * {
    box-sizing: border-box;
  }

  .stage {
    position: relative;
    width: 100%;
    height: 100%;
    container-type: inline-size;
    color: #fff;
  }

  .stage > video,
  .frame,
  .frame iframe,
  .poster {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    border: 0;
  }

  .stage > video,
  .poster {
    object-fit: var(--piya-object-fit, contain);
  }

  .controls,
  .details {
    display: contents;
  }

  /* An iframe that shows nothing yet, or the browser's own error page, stays unseen. */
  .stage:not([data-engine='embed']) .frame,
  .stage[data-engine='embed'] > video {
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

  /* At the end the controls below stay within reach. */
  .center:has(.play, .spinner) {
    pointer-events: none;
  }

  .play {
    pointer-events: auto;
    display: grid;
    place-items: center;
    width: clamp(3.5rem, 14cqw, 5.5rem);
    aspect-ratio: 1;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: rgb(12 14 20 / 72%);
    box-shadow: 0 0 0 2px rgb(255 255 255 / 85%) inset;
    color: inherit;
    cursor: pointer;
  }

  .play:hover {
    background: rgb(12 14 20 / 90%);
  }

  /* Before the first play the whole picture is the button. */
  .play:not(.again)::before {
    content: '';
    position: absolute;
    inset: 0;
  }

  .play svg {
    width: 46%;
    fill: currentColor;
  }

  button:focus-visible {
    outline: 3px solid #fff;
    outline-offset: 3px;
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

  .spinner {
    width: 3rem;
    aspect-ratio: 1;
    border: 3px solid rgb(255 255 255 / 25%);
    border-top-color: #fff;
    border-radius: 50%;
    /* A short wait is not worth a sign. */
    opacity: 0;
    animation:
      turn 0.9s linear infinite,
      appear 0.2s 0.4s forwards;
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

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      opacity: 1;
      animation: none;
    }
  }
`;
