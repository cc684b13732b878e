/** Gives the `<video>` the `<track>` children of the player; a browser reads them only there. Later ones are added. */
export function takeTracks(player: HTMLElement, video: HTMLVideoElement): void {
  const known = new Set([...video.children].map((track) => taken.get(track)));
  const tracks = [...player.querySelectorAll(':scope > track')];
  for (const copy of video.children) {
    const original = taken.get(copy);
    if (original !== undefined && !tracks.includes(original)) copy.remove();
  }
  for (const track of tracks) {
    if (known.has(track)) continue;
    const copy = track.cloneNode() as HTMLTrackElement;
    taken.set(copy, track);
    video.append(copy);
  }
}

/** Which child of the player a track of its `<video>` was made from. */
const taken = new WeakMap<Element, Element>();
