import { randomUuid, toShortUuid } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asInteger, asText, type Fields } from '../http/fields.js';
import { Problem, problem } from '../http/problem.js';
import { type RouteContext, readFields, signedIn } from '../http/route.js';
import { isOneOf, isText, isWhole, type Rule, validate } from '../http/validation.js';
import type { UserState } from '../users/state.js';
import { keepPicture } from '../videos/pictures.js';
import type { VideoPlaylistState } from './state.js';

const PRIVATE = 3;

const RULES = (optional: boolean): readonly Rule[] => [
  { path: 'privacy', optional: true, check: isOneOf(1, 2, 3) },
  { path: 'displayName', optional, check: isText(1, 120) },
  { path: 'description', optional: 'null', check: isText(3, 1000) },
  { path: 'videoChannelId', optional: 'null', check: isWhole },
];

/** The playlist that the path names. @throws Problem 404. */
export function findPlaylist({ fake, params }: RouteContext): VideoPlaylistState {
  const { id = '' } = params;
  const playlist = fake.state.playlists.find(
    (one) => String(one.id) === id || one.uuid === id || toShortUuid(one.uuid) === id,
  );
  if (!playlist) throw problem(404, 'Video playlist not found');
  return playlist;
}

/** @throws Problem 403 for another user's, 404. */
export function ownPlaylist(context: RouteContext): VideoPlaylistState {
  const playlist = findPlaylist(context);
  if (playlist.userId !== signedIn(context).id) throw problem(403, 'Cannot manage video playlist of another user.');
  return playlist;
}

/** @throws Problem 401 or 403 for a private one of another user, 404. */
export function visiblePlaylist(context: RouteContext): VideoPlaylistState {
  const playlist = findPlaylist(context);
  if (playlist.privacy !== PRIVATE || context.user?.id === playlist.userId) return playlist;
  throw context.user
    ? problem(403, 'Cannot get this private video playlist.')
    : problem(401, 'Token is invalid', 'unauthorized_request');
}

/** In 6.3 only forms work: with JSON it trips over the files that are not there. @throws Problem 400 or 500. */
export async function readPlaylist(context: RouteContext, before: VideoPlaylistState | undefined): Promise<Fields> {
  const fields = await readFields(context);
  validate(fields, RULES(before !== undefined));
  const privacy = asInteger(fields.privacy) ?? before?.privacy ?? PRIVATE;
  const channelId = asInteger(fields.videoChannelId) ?? before?.channelId ?? null;
  if (privacy !== PRIVATE && channelId === null) {
    throw problem(400, 'Cannot set "public" or "unlisted" a playlist that is not assigned to a channel.');
  }
  if (context.json !== undefined && !context.fake.rules.playlists.laterFields) {
    const detail = "Cannot read properties of undefined (reading 'thumbnailfile')";
    throw new Problem({ status: 500, detail, code: 'TypeError' });
  }
  return fields;
}

/** An empty playlist. */
export function createPlaylist(fake: FakePeerTube, user: UserState): VideoPlaylistState {
  const now = fake.isoNow();
  const playlist: VideoPlaylistState = {
    id: fake.nextId('playlist'),
    uuid: randomUuid(fake.random),
    displayName: '',
    description: null,
    privacy: PRIVATE,
    channelId: null,
    userId: user.id,
    createdAt: now,
    updatedAt: now,
    elements: [],
  };
  fake.state.playlists.push(playlist);
  return playlist;
}

/** Writes every field that is there. `null` clears. */
export async function changePlaylist(fake: FakePeerTube, playlist: VideoPlaylistState, fields: Fields): Promise<void> {
  playlist.displayName = asText(fields.displayName) ?? playlist.displayName;
  if (fields.description !== undefined) playlist.description = asText(fields.description) ?? null;
  playlist.privacy = asInteger(fields.privacy) ?? playlist.privacy;
  if (fields.videoChannelId !== undefined) playlist.channelId = asInteger(fields.videoChannelId) ?? null;
  await keepPicture(fake, playlist, fields);
}

/** Moves elements to the place after another. @throws Problem 400 for a place outside. */
export function reorder(playlist: VideoPlaylistState, start: number, after: number, length: number): void {
  const max = playlist.elements.length;
  if (start < 1 || start > max || after > max) {
    throw problem(400, `Start position or insert after position exceed the playlist limits (max: ${max})`);
  }
  if (start + length - 1 > max) {
    throw problem(400, `Reorder length with this start position exceeds the playlist limits (max: ${max})`);
  }
  const rest = [...playlist.elements];
  const moved = rest.splice(start - 1, length);
  rest.splice(after > start ? after - length : after, 0, ...moved);
  playlist.elements = rest.map((element, index) => ({ ...element, position: index + 1 }));
}
