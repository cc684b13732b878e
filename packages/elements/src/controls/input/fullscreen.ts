import type { ControlledMedia } from '../controlled-media.js';

/** The names that Safari had before the standard; an iPad still has them alone in some versions. */
interface WebkitElement {
  webkitRequestFullscreen?(): void;
}
interface WebkitDocument {
  readonly webkitFullscreenElement?: Element | null;
  webkitExitFullscreen?(): void;
}

/** Whether the player, with its controls, fills the screen. */
export function isFullscreen(media: HTMLElement): boolean {
  const root = media.getRootNode() as Partial<Pick<ShadowRoot, 'fullscreenElement'>>;
  return root.fullscreenElement === media || (document as WebkitDocument).webkitFullscreenElement === media;
}

export function canFullscreen(media: ControlledMedia): boolean {
  if (media.controlsList?.contains('nofullscreen')) return false;
  if ('fullscreenEnabled' in document) return document.fullscreenEnabled || hasVideoOnly(media);
  return 'webkitRequestFullscreen' in media || hasVideoOnly(media);
}

/** Fills the screen or leaves it. An iPhone has it for a `<video>` only, with the system's controls. */
export function toggleFullscreen(media: ControlledMedia): boolean {
  const webkit = document as WebkitDocument;
  if (isFullscreen(media)) {
    if ('exitFullscreen' in document) settle(document.exitFullscreen());
    else webkit.webkitExitFullscreen?.();
    return true;
  }
  if (!canFullscreen(media)) return false;
  if (document.fullscreenEnabled) settle(media.requestFullscreen());
  else if ('webkitRequestFullscreen' in media) (media as WebkitElement).webkitRequestFullscreen?.();
  else media.webkitEnterFullscreen?.();
  return true;
}

const hasVideoOnly = (media: ControlledMedia): boolean =>
  typeof media.webkitEnterFullscreen === 'function' &&
  (media as { webkitSupportsFullscreen?: boolean }).webkitSupportsFullscreen === true;

/** A page that is not allowed to, or a gesture that is too old, leaves everything as it is. */
function settle(change: Promise<void>): void {
  change.catch((error: unknown) => console.debug('piya: full screen was refused:', error));
}
