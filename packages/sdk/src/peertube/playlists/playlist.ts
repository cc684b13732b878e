import { assertField } from '../../http/assert-field.js';
import { normalizeTexts } from '../request/fields.js';
import { toFormData } from '../request/form-data.js';
import { picturedOf } from '../request/normalize.js';
import type { PeerTubeImage, PeerTubeLabel } from '../types/common.js';

/** A playlist's own numbers: they differ from a video's. */
const PRIVACY_IDS: Record<PeerTubePlaylistPrivacy, number> = { public: 1, unlisted: 2, private: 3 };

/** Who may see a playlist. A public one needs a channel. */
export type PeerTubePlaylistPrivacy = 'public' | 'unlisted' | 'private';

/** A playlist. */
export interface PeerTubePlaylist {
  id: number;
  uuid: string;
  /** 22 characters, for short links. */
  shortUUID: string;
  displayName: string;
  /** `null` when there is none. */
  description: string | null;
  /** 1 public, 2 unlisted, 3 private. */
  privacy: PeerTubeLabel;
  /** Elements in it, those of deleted videos included. */
  videosLength: number;
  /** Smallest first; empty until it has a video or its own picture. */
  thumbnails: PeerTubeImage[];
  /** PeerTube's own player for the list, for an iframe. */
  embedUrl: string;
}

/** What may be set on a playlist, by {@link createPlaylist} and {@link updatePlaylist}. */
export interface PeerTubePlaylistFields {
  /** 1 to 120 characters. */
  displayName?: string;
  /** 3 to 1,000 characters; `null` clears it. */
  description?: string | null;
  /** Who may see it. @defaultValue `private` */
  privacy?: PeerTubePlaylistPrivacy;
  /** Numeric id of one of the account's channels; `null` for none. A public playlist needs one. */
  videoChannelId?: number | null;
  /** JPEG, PNG or WebP, at most as large as {@link maxImageBytes} says. @defaultValue that of the first video */
  thumbnail?: Blob;
}

export const playlistOf = (origin: string, raw: unknown, route: string): PeerTubePlaylist => {
  assertField(route, raw, 'uuid', 'string');
  const playlist = raw as Record<string, unknown> & { uuid: string; embedPath?: string };
  const { embedPath = `/video-playlists/embed/${playlist.uuid}`, ...rest } = playlist;
  return { ...picturedOf<PeerTubePlaylist>(origin, rest), embedUrl: new URL(embedPath, origin).href };
};

/** Always sent as a form: PeerTube 6.3 fails (500) on JSON here, and refuses the second picture that videos have. */
export const toForm = ({ privacy, thumbnail, description, ...fields }: PeerTubePlaylistFields): FormData => {
  const text = description === '' ? null : description;
  const json = { ...fields, description: text, privacy: privacy === undefined ? undefined : PRIVACY_IDS[privacy] };
  return toFormData(normalizeTexts(json), thumbnail, null);
};
