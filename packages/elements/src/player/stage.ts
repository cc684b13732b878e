import type { Picture } from './picture.js';
import type { PlayerView, ViewDetails } from './player-view.js';
import { isOffAir } from './player-view.js';

const PLAY_ICON = 'M8 5.2v13.6a1 1 0 0 0 1.5.86l11-6.8a1 1 0 0 0 0-1.72l-11-6.8A1 1 0 0 0 8 5.2Z';
const SVG = 'http://www.w3.org/2000/svg';

/** What a player shows: picture, poster, one large button, and a place for everything that comes later. */
export class Stage {
  readonly element = make('div', 'stage', 'stage');
  readonly #poster = Object.assign(make('img', 'poster', 'poster'), { alt: '', decoding: 'async' as const });
  readonly #button = make('button', 'play', 'play-button');
  readonly #playCenter = make('div', 'center');
  readonly #waitCenter = make('div', 'center');
  readonly #details = make('div', 'details');
  readonly #status = make('div', 'visually-hidden');
  readonly #box: HTMLElement;

  constructor({ video, frame, box }: Picture, onPlay: () => void) {
    this.#box = box;
    const svg = document.createElementNS(SVG, 'svg');
    const path = document.createElementNS(SVG, 'path');
    setAttributes(svg, { viewBox: '0 0 24 24', 'aria-hidden': 'true' });
    path.setAttribute('d', PLAY_ICON);
    svg.append(path);
    this.#button.type = 'button';
    this.#button.onclick = onPlay;
    this.#button.append(svg);
    this.#playCenter.append(this.#button);
    this.#waitCenter.append(make('div', 'spinner', 'spinner'));
    setAttributes(this.element, { role: 'group' });
    setAttributes(this.#status, { role: 'status', 'aria-live': 'polite' });
    this.element.append(video, frame, box, this.#details, this.#status);
  }

  show(view: PlayerView, details: ViewDetails | undefined): void {
    const { engine, isFresh, isWaiting, label, playLabel, poster, state } = view;
    const hasOverlay = details?.show(view, this.#details) ?? false;
    const hasPoster = poster && engine !== 'embed' && (isFresh || isOffAir(state));
    setAttributes(this.element, { 'aria-label': label, 'data-engine': engine });
    setAttributes(this.#poster, { src: poster });
    setAttributes(this.#button, { 'aria-label': playLabel });
    // Below the button, whichever of them comes first.
    if (!hasPoster) this.#poster.remove();
    else if (!this.#poster.isConnected) this.#box.after(this.#poster);
    this.#place(this.#waitCenter, !hasOverlay && isWaiting);
    this.#place(this.#playCenter, !hasOverlay && !isWaiting && engine !== 'embed' && isFresh);
    const status = details?.status(view) ?? '';
    // Read out when it changes, so it is written only then.
    if (this.#status.textContent !== status) this.#status.textContent = status;
  }

  #place(node: HTMLElement, isShown: boolean): void {
    if (!isShown) node.remove();
    else if (!node.isConnected) this.#details.before(node);
  }
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  part?: string,
): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), { className }, part && { part });
}

function setAttributes(element: Element, attributes: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}
