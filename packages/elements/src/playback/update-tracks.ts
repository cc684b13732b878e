import type { Engine } from './engines/engine.js';
import type { TrackList } from './track-list.js';
import type { PlayerAudioTrack, PlayerTracks } from './tracks.js';

/** Brings the lists of tracks up to what the engine has now; empties them when there is none. */
export function updateTracks({ audio, renditions, video }: PlayerTracks, engine: Engine | undefined): void {
  const sounds = engine?.audioTracks ?? [];
  const sizes = engine?.qualities ?? [];
  const hasPicture = sizes.length > 0 || (engine?.videoHeight ?? 0) > 0;
  const picture = { id: 'main', kind: 'main', label: '', language: '', selected: true };
  update(
    audio,
    sounds.map((sound) => audioTrack(audio, sound)),
    sounds.findIndex(({ active }) => active),
  );
  update(video, hasPicture ? [picture] : [], hasPicture ? 0 : -1);
  update(
    renditions,
    sizes.map(({ id, height, label }) => ({ id: String(id), height: height || undefined, label })),
    sizes.findIndex(({ id }) => id === engine?.quality),
    'rendition',
  );
}

/** What is chosen in a list, given to the engine. */
export function chooseTrack(tracks: PlayerTracks, list: keyof PlayerTracks, index: number, engine: Engine): void {
  if (list === 'renditions') engine.quality = engine.qualities[index]?.id ?? 'auto';
  const sound = engine.audioTracks?.[index];
  if (list === 'audio' && sound !== undefined) engine.audioTrack = sound.id;
  updateTracks(tracks, engine);
}

/** Tracks are compared by `id`: one that stays is the same object. */
function update<Track extends { readonly id: string }>(
  list: TrackList<Track>,
  found: readonly Track[],
  selected: number,
  kind: 'track' | 'rendition' = 'track',
): void {
  const before = list.tracks;
  const after = found.map((track) => list.getTrackById(track.id) ?? track);
  list.tracks = after;
  for (let index = 0; index < Math.max(before.length, after.length); index += 1) {
    if (index < after.length) Object.defineProperty(list, index, { value: after[index], configurable: true });
    else Reflect.deleteProperty(list, index);
  }
  const fire = (name: string, track?: Track) =>
    list.dispatchEvent(Object.assign(new Event(name), track === undefined ? {} : { [kind]: track }));
  for (const track of before) if (!after.includes(track)) fire(`remove${kind}`, track);
  for (const track of after) if (!before.includes(track)) fire(`add${kind}`, track);
  const isChanged = list.selected !== selected;
  list.selected = selected;
  if (isChanged) fire('change');
}

function audioTrack(
  list: TrackList<PlayerAudioTrack>,
  { id, label, language }: { id: string; label: string; language: string },
): PlayerAudioTrack {
  return {
    ...{ id, kind: 'main', label, language },
    get enabled() {
      return list.tracks[list.selected]?.id === id;
    },
    set enabled(isEnabled) {
      if (isEnabled) list.selectedIndex = list.tracks.findIndex((track) => track.id === id);
    },
  };
}
