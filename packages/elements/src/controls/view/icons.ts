import { svg, type TemplateResult } from 'lit';

/** An icon on a grid of 24, filled with the colour of its text; the button around it has the name. */
const icon = (paths: TemplateResult) => svg`<svg viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`;

const SPEAKER = svg`<path d="M3 9.4v5.2c0 .5.4.9.9.9h3.2l4.3 3.6c.5.4 1.1.1 1.1-.5V5.4c0-.6-.6-.9-1.1-.5L7.1 8.5H3.9a.9.9 0 0 0-.9.9Z"/>`;

/** The kit's own drawings. */
export const ICONS = {
  play: icon(svg`<path d="M7.5 5v14a.9.9 0 0 0 1.4.75l10.6-7a.9.9 0 0 0 0-1.5l-10.6-7A.9.9 0 0 0 7.5 5Z"/>`),
  pause: icon(
    svg`<rect x="6" y="4.75" width="4" height="14.5" rx="1.2"/><rect x="14" y="4.75" width="4" height="14.5" rx="1.2"/>`,
  ),
  replay: icon(
    svg`<path d="M12 5.2V2.6c0-.5-.6-.8-1-.5L6.6 5.6a.7.7 0 0 0 0 1.1L11 10.2c.4.3 1 0 1-.5V7.2a5.4 5.4 0 1 1-5.3 6.3 1 1 0 0 0-2 .4A7.4 7.4 0 1 0 12 5.2Z"/>`,
  ),
  next: icon(
    svg`<path d="M5 5.6v12.8c0 .7.8 1.1 1.4.7l9-6.4a.9.9 0 0 0 0-1.4l-9-6.4c-.6-.4-1.4 0-1.4.7Z"/><rect x="16.8" y="4.75" width="2.4" height="14.5" rx="1.1"/>`,
  ),
  volumeHigh: icon(svg`${SPEAKER}<path d="M15.2 8.6a4.6 4.6 0 0 1 0 6.8M17.8 5.8a8.6 8.6 0 0 1 0 12.4" class="line"/>`),
  volumeLow: icon(svg`${SPEAKER}<path d="M15.2 8.6a4.6 4.6 0 0 1 0 6.8" class="line"/>`),
  volumeOff: icon(svg`${SPEAKER}<path d="m15.8 9.4 5.2 5.2m0-5.2-5.2 5.2" class="line"/>`),
  captions: icon(
    svg`<path fill-rule="evenodd" d="M5 5h14a2.2 2.2 0 0 1 2.2 2.2v9.6A2.2 2.2 0 0 1 19 19H5a2.2 2.2 0 0 1-2.2-2.2V7.2A2.2 2.2 0 0 1 5 5Zm5.9 5.4a3.1 3.1 0 1 0 0 3.2l-1.3-.8a1.6 1.6 0 1 1 0-1.6l1.3-.8Zm7.2 0a3.1 3.1 0 1 0 0 3.2l-1.3-.8a1.6 1.6 0 1 1 0-1.6l1.3-.8Z"/>`,
  ),
  settings: icon(
    svg`<path d="M4 7h8.5M18 7h2M4 17h2m5.5 0H20" class="line"/><circle cx="15.2" cy="7" r="2.5" class="line"/><circle cx="8.8" cy="17" r="2.5" class="line"/>`,
  ),
  pip: icon(
    svg`<path d="M20.2 10.5V7.2A2.2 2.2 0 0 0 18 5H5.9a2.2 2.2 0 0 0-2.2 2.2v9.6A2.2 2.2 0 0 0 5.9 19h3.6" class="line"/><rect x="12" y="12.6" width="9.2" height="7" rx="1.4"/>`,
  ),
  fullscreen: icon(
    svg`<path d="M4.5 9V6A1.5 1.5 0 0 1 6 4.5h3m6 0h3A1.5 1.5 0 0 1 19.5 6v3m0 6v3a1.5 1.5 0 0 1-1.5 1.500h-3m-6 0H6A1.5 1.5 0 0 1 4.5 18v-3" class="line"/>`,
  ),
  exitFullscreen: icon(
    svg`<path d="M9 4.500v3A1.5 1.5 0 0 1 7.5 9h-3m15 0h-3A1.5 1.5 0 0 1 15 7.500v-3m0 15v-3a1.5 1.5 0 0 1 1.5-1.500h3m-15 0h3A1.5 1.5 0 0 1 9 16.500v3" class="line"/>`,
  ),
  remote: icon(
    svg`<path d="M7 16.500H5.700a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h12.600a2 2 0 0 1 2 2v7.500a2 2 0 0 1-2 2H17" class="line"/><path d="m12 13.8 4.7 5.300a.6.6 0 0 1-.5 1H7.800a.6.6 0 0 1-.5-1L12 13.800Z"/>`,
  ),
  check: icon(svg`<path d="m5.5 12.6 4.2 4.2 8.8-9.4" class="line"/>`),
  forward: icon(svg`<path d="m9.5 6 6 6-6 6" class="line"/>`),
  back: icon(svg`<path d="m14.5 6-6 6 6 6" class="line"/>`),
} as const;

export type IconName = keyof typeof ICONS;
