/** Attributes of the player that its `<video>` has too. */
const SHARED = ['crossorigin', 'controlslist', 'disablepictureinpicture', 'disableremoteplayback', 'playsinline'];

/** What shows the picture: one `<video>` for all file and HLS engines, a box for a frame, and one for our controls. */
export interface Picture {
  readonly video: HTMLVideoElement;
  readonly frame: HTMLElement;
  readonly box: HTMLElement;
}

/** Makes it for a player. */
export function createPicture(player: HTMLElement): Picture {
  const video = Object.assign(document.createElement('video'), { part: 'video' });
  const frame = Object.assign(document.createElement('div'), { className: 'frame' });
  const box = Object.assign(document.createElement('div'), { className: 'controls' });
  for (const name of SHARED) shareAttribute(player, video, name);
  return { video, frame, box };
}

/** Gives the `<video>` an attribute as the player has it. */
export function shareAttribute(player: HTMLElement, video: HTMLVideoElement, name: string): void {
  if (!SHARED.includes(name)) return;
  const value = player.getAttribute(name);
  if (value === null) video.removeAttribute(name);
  else video.setAttribute(name, value);
}
