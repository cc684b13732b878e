import type { HttpHandler } from 'msw';
import { randomUuid, toShortUuid } from '../../runtime/ids.js';
import { actorSummary } from '../actors/actor-json.js';
import { labelled, PLAYLIST_PRIVACIES } from '../config/labels.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asInteger, asText, type Fields } from '../http/fields.js';
import { page } from '../http/lists.js';
import { Problem, problem } from '../http/problem.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { isOneOf, isText, isWhole, type Rule, validate } from '../http/validation.js';
import type { UserState } from '../users/state.js';
import { findVideo } from '../videos/find-video.js';
import { keepPicture } from '../videos/pictures.js';
import { videoListItem } from '../videos/video-json.js';
import type { VideoPlaylistState } from './state.js';

const PRIVATE = 3;

const RULES = (optional: boolean): readonly Rule[] => [
  { path: 'privacy', optional: true, check: isOneOf(1, 2, 3) },
  { path: 'displayName', optional, check: isText(1, 120) },
  { path: 'description', optional: 'null', check: isText(3, 1000) },
  { path: 'videoChannelId', optional: 'null', check: isWhole },
];

/** Playlists. There is no recording of them; checked against a running 6.3.0. */
export function playlistHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
  const owned = (context: RouteContext) => {
    const playlist = find(context);
    if (playlist.userId !== signedIn(context).id) throw problem(403, 'Cannot manage video playlist of another user.');
    return playlist;
  };
  const visible = (context: RouteContext) => {
    const playlist = find(context);
    if (playlist.privacy !== PRIVATE || context.user?.id === playlist.userId) return playlist;
    throw context.user
      ? problem(403, 'Cannot get this private video playlist.')
      : problem(401, 'Token is invalid', 'unauthorized_request');
  };
  return [
    route(fake, 'get /api/v1/video-playlists', {}, ({ url }) =>
      json(
        page(
          url,
          fake.state.playlists.filter((one) => one.privacy === 1),
          [],
          (one) => playlistJson(fake, one),
        ),
      ),
    ),
    route(fake, 'get /api/v1/accounts/:name/video-playlists', { auth: 'optional' }, ({ params, url, user }) => {
      const owner = fake.state.users.find((one) => one.username === params.name);
      if (!owner) throw problem(404, 'Account not found');
      const shown = fake.state.playlists.filter(
        (one) => one.userId === owner.id && (one.privacy === 1 || user?.id === owner.id),
      );
      return json(page(url, shown, [], (one) => playlistJson(fake, one)));
    }),
    route(fake, 'post /api/v1/video-playlists', mine, async (context) => {
      const fields = await readPlaylist(context, undefined);
      const playlist = create(fake, signedIn(context));
      await change(fake, playlist, fields);
      const { id, uuid } = playlist;
      return json({ videoPlaylist: { id, shortUUID: toShortUuid(uuid), uuid } });
    }),
    route(fake, 'get /api/v1/video-playlists/:id', { auth: 'optional' }, (context) =>
      json(playlistJson(fake, visible(context))),
    ),
    route(fake, 'put /api/v1/video-playlists/:id', mine, async (context) => {
      const playlist = owned(context);
      const fields = await readPlaylist(context, playlist);
      await change(fake, playlist, fields);
      playlist.updatedAt = fake.isoNow();
      return empty(204);
    }),
    route(fake, 'delete /api/v1/video-playlists/:id', mine, (context) => {
      const playlist = owned(context);
      fake.state.playlists = fake.state.playlists.filter((one) => one !== playlist);
      return empty(204);
    }),
    route(fake, 'get /api/v1/video-playlists/:id/videos', { auth: 'optional' }, (context) =>
      json(page(context.url, visible(context).elements, [], (element) => elementJson(fake, element))),
    ),
    route(fake, 'post /api/v1/video-playlists/:id/videos', mine, async (context) => {
      const playlist = owned(context);
      const fields = await readFields(context);
      validate(fields, [{ path: 'videoId', check: (value) => isWhole(value) || asText(value) !== undefined }]);
      const video = findVideo(fake, String(fields.videoId));
      const id = fake.nextId('playlistElement');
      playlist.elements.push({
        id,
        position: playlist.elements.length + 1,
        startTimestamp: asInteger(fields.startTimestamp) ?? null,
        stopTimestamp: asInteger(fields.stopTimestamp) ?? null,
        videoId: video.id,
      });
      return json({ videoPlaylistElement: { id } });
    }),
    route(fake, 'post /api/v1/video-playlists/:id/videos/reorder', mine, async (context) => {
      const playlist = owned(context);
      const fields = await readFields(context);
      const rules = ['startPosition', 'insertAfterPosition'].map((path): Rule => ({ path, check: isWhole }));
      validate(fields, [...rules, { path: 'reorderLength', optional: true, check: isWhole }]);
      const [start = 0, after = 0] = [asInteger(fields.startPosition), asInteger(fields.insertAfterPosition)];
      reorder(playlist, start, after, asInteger(fields.reorderLength) ?? 1);
      return empty(204);
    }),
    route(fake, 'put /api/v1/video-playlists/:id/videos/:element', mine, async (context) => {
      const element = elementIn(owned(context), context);
      const fields = await readFields(context);
      const names = ['startTimestamp', 'stopTimestamp'] as const;
      const check = (value: unknown) => (asInteger(value) ?? -1) >= 0;
      validate(
        fields,
        names.map((path): Rule => ({ path, optional: 'null', check })),
      );
      for (const name of names) if (fields[name] !== undefined) element[name] = asInteger(fields[name]) ?? null;
      return empty(204);
    }),
    route(fake, 'delete /api/v1/video-playlists/:id/videos/:element', mine, (context) => {
      const playlist = owned(context);
      elementIn(playlist, context);
      playlist.elements = playlist.elements
        .filter((element) => String(element.id) !== context.params.element)
        .map((element, index) => ({ ...element, position: index + 1 }));
      return empty(204);
    }),
  ];

  function elementIn({ elements }: VideoPlaylistState, { params }: RouteContext) {
    const found = elements.find(({ id }) => String(id) === params.element);
    if (!found) throw problem(404, 'Video playlist element not found');
    return found;
  }

  function find({ params }: RouteContext): VideoPlaylistState {
    const { id = '' } = params;
    const playlist = fake.state.playlists.find(
      (one) => String(one.id) === id || one.uuid === id || toShortUuid(one.uuid) === id,
    );
    if (!playlist) throw problem(404, 'Video playlist not found');
    return playlist;
  }
}

/** Only forms work: with JSON the real server trips over the files that are not there. @throws Problem 400 or 500. */
async function readPlaylist(context: RouteContext, before: VideoPlaylistState | undefined): Promise<Fields> {
  const fields = await readFields(context);
  validate(fields, RULES(before !== undefined));
  const privacy = asInteger(fields.privacy) ?? before?.privacy ?? PRIVATE;
  const channelId = asInteger(fields.videoChannelId) ?? before?.channelId ?? null;
  if (privacy !== PRIVATE && channelId === null) {
    throw problem(400, 'Cannot set "public" or "unlisted" a playlist that is not assigned to a channel.');
  }
  if (context.json !== undefined) {
    const detail = "Cannot read properties of undefined (reading 'thumbnailfile')";
    throw new Problem({ status: 500, detail, code: 'TypeError' });
  }
  return fields;
}

function create(fake: FakePeerTube, user: UserState): VideoPlaylistState {
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

async function change(fake: FakePeerTube, playlist: VideoPlaylistState, fields: Fields): Promise<void> {
  playlist.displayName = asText(fields.displayName) ?? playlist.displayName;
  if (fields.description !== undefined) playlist.description = asText(fields.description) ?? null;
  playlist.privacy = asInteger(fields.privacy) ?? playlist.privacy;
  if (fields.videoChannelId !== undefined) playlist.channelId = asInteger(fields.videoChannelId) ?? null;
  await keepPicture(fake, playlist, fields);
}

function reorder(playlist: VideoPlaylistState, start: number, after: number, length: number): void {
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

function playlistJson(fake: FakePeerTube, playlist: VideoPlaylistState): Record<string, unknown> {
  const owner = fake.state.users.find((one) => one.id === playlist.userId);
  const channel = fake.state.channels.find((one) => one.id === playlist.channelId);
  const first = fake.state.videos.find((one) => one.id === playlist.elements[0]?.videoId);
  const picture = playlist.thumbnail ?? first?.thumbnail;
  return {
    id: playlist.id,
    uuid: playlist.uuid,
    shortUUID: toShortUuid(playlist.uuid),
    isLocal: true,
    url: `${fake.url}/video-playlists/${playlist.uuid}`,
    displayName: playlist.displayName,
    description: playlist.description,
    privacy: labelled(playlist.privacy, PLAYLIST_PRIVACIES),
    thumbnailPath: picture ? `/lazy-static/thumbnails/${picture}` : null,
    embedPath: `/video-playlists/embed/${playlist.uuid}`,
    type: { id: 1, label: 'Regular' },
    videosLength: playlist.elements.length,
    createdAt: playlist.createdAt,
    updatedAt: playlist.updatedAt,
    ownerAccount: owner ? actorSummary(fake, 'accounts', owner.account) : null,
    videoChannel: channel ? actorSummary(fake, 'video-channels', channel) : null,
  };
}

function elementJson(fake: FakePeerTube, element: VideoPlaylistState['elements'][number]): Record<string, unknown> {
  const video = fake.state.videos.find((one) => one.id === element.videoId);
  const { id, position, startTimestamp, stopTimestamp } = element;
  return {
    id,
    position,
    startTimestamp,
    stopTimestamp,
    // 0 a video, 1 one that was deleted.
    type: video ? 0 : 1,
    video: video ? videoListItem(fake, video) : null,
  };
}
