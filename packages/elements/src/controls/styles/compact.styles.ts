import { css } from 'lit';

/** What changes in small and large boxes, for fingers, without motion, and in forced colours. */
export const compactStyles = css`
  /* Small boxes keep what is needed at once; the rest is in the settings or on the keyboard. */
  @container (width < 480px) {
    .controls .pip,
    .controls .chapter-title {
      display: none;
    }

    .controls .bar {
      padding: 1rem 0.25rem 0.25rem;
    }

    .controls .tile {
      zoom: 0.6;
    }

    .controls .menu {
      right: 0.375rem;
      bottom: 0.375rem;
      max-height: calc(100% - 0.75rem);
    }

    .controls .volume:hover .volume-bar,
    .controls .volume:focus-within .volume-bar {
      width: 3rem;
    }
  }

  @container (width < 380px) {
    .controls .preview:has(.tile) .preview-chapter,
    .controls .duration,
    .controls .volume .volume-bar {
      display: none;
    }

    .controls .button {
      width: 2.25rem;
    }
  }

  @container (width < 260px) {
    .controls .time,
    .controls .next,
    .controls .captions,
    .controls .remote {
      display: none;
    }
  }

  @container (width >= 1000px) {
    .controls .bar,
    .controls .menu {
      font-size: 1rem;
    }

    .controls .button {
      width: 3rem;
      height: 3rem;
    }

    .controls .bar svg {
      width: 1.75rem;
      height: 1.75rem;
    }

    .controls .menu {
      bottom: 4.75rem;
    }
  }

  @media (pointer: coarse) {
    .controls .button {
      height: 2.75rem;
    }

    .controls .item {
      min-height: 2.75rem;
    }

    .controls .slider {
      height: 1.75rem;
    }

    .controls .seek-bar .thumb {
      scale: 1;
    }

    .controls .volume .volume-bar {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .controls * {
      transition: none !important;
    }
  }

  @media (forced-colors: active) {
    .controls .bar {
      background: Canvas;
    }

    .controls .track,
    .controls .thumb,
    .controls .fill,
    .controls .chapter-start,
    .controls .dot,
    .controls .button[aria-pressed='true']::after {
      forced-color-adjust: none;
    }

    .controls .track {
      background: Canvas;
      outline: 1px solid CanvasText;
    }

    /* The system's colours are few, and how far it has played matters most. */
    .controls .buffered {
      display: none;
    }

    .controls .thumb,
    .controls .chapter-start {
      background: CanvasText;
    }

    .controls .fill,
    .controls .live:not([data-behind]) .dot,
    .controls .button[aria-pressed='true']::after {
      background: Highlight;
    }

    .controls .live[data-behind] .dot {
      background: GrayText;
    }

    .controls .feedback,
    .controls .menu {
      border: 1px solid CanvasText;
    }
  }
`;
