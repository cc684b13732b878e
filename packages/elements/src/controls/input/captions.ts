import { languageOf } from '../../i18n/i18n.js';
import type { ControlledMedia } from '../controlled-media.js';

/** The captions that were shown last, by player. */
const lastShown = new WeakMap<object, string>();

/** Shows captions, or none with null. */
export function chooseCaption(media: ControlledMedia, id: string | null): void {
  if (id !== null) lastShown.set(media, id);
  else if (media.caption !== null) lastShown.set(media, media.caption);
  media.caption = id;
}

/** Hides the captions, or shows those of before, else those in the viewer's language, else the first ones. */
export function toggleCaptions(media: ControlledMedia): boolean {
  const { captions } = media;
  if (captions.length === 0) return false;
  if (media.caption !== null) {
    chooseCaption(media, null);
    return true;
  }
  const last = lastShown.get(media);
  const language = languageOf(media);
  const wanted =
    captions.find(({ id }) => id === last) ??
    captions.find(({ id }) => id.split('-', 1)[0]?.toLowerCase() === language) ??
    captions[0];
  chooseCaption(media, wanted?.id ?? null);
  return true;
}
