import type { ControlledMedia } from '../controlled-media.js';

/** Whether the player's picture is in a separate window now. */
export function isInPicture(media: HTMLElement): boolean {
  return document.pictureInPictureElement === media || media.shadowRoot?.pictureInPictureElement != null;
}

/** PeerTube's own player offers it to no page. */
export function canPictureInPicture(media: ControlledMedia): boolean {
  return (
    document.pictureInPictureEnabled === true && media.sourceKind !== 'embed' && media.disablePictureInPicture !== true
  );
}

export function togglePictureInPicture(media: ControlledMedia): boolean {
  if (!canPictureInPicture(media)) return false;
  const change = isInPicture(media) ? document.exitPictureInPicture() : media.requestPictureInPicture();
  change.catch((error: unknown) => console.debug('piya: picture in picture was refused:', error));
  return true;
}
