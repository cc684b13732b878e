import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { asInteger, asText } from '../http/fields.js';
import { page } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, json, type RouteContext, readFields, route } from '../http/route.js';
import { isWhole, type Rule, validate } from '../http/validation.js';
import { findVideo } from '../videos/find-video.js';
import { elementJson } from './playlist-json.js';
import { ownPlaylist, reorder, visiblePlaylist } from './rules.js';
import type { VideoPlaylistState } from './state.js';

/** The places of a playlist. */
export function playlistElementHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
  return [
    route(fake, 'get /api/v1/video-playlists/:id/videos', { auth: 'optional' }, (context) =>
      json(page(context.url, visiblePlaylist(context).elements, [], (element) => elementJson(fake, element))),
    ),
    route(fake, 'post /api/v1/video-playlists/:id/videos', mine, async (context) => {
      const playlist = ownPlaylist(context);
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
      const playlist = ownPlaylist(context);
      const fields = await readFields(context);
      const rules = ['startPosition', 'insertAfterPosition'].map((path): Rule => ({ path, check: isWhole }));
      validate(fields, [...rules, { path: 'reorderLength', optional: true, check: isWhole }]);
      const [start = 0, after = 0] = [asInteger(fields.startPosition), asInteger(fields.insertAfterPosition)];
      reorder(playlist, start, after, asInteger(fields.reorderLength) ?? 1);
      return empty(204);
    }),
    route(fake, 'put /api/v1/video-playlists/:id/videos/:element', mine, async (context) => {
      const element = elementIn(ownPlaylist(context), context);
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
      const playlist = ownPlaylist(context);
      elementIn(playlist, context);
      playlist.elements = playlist.elements
        .filter((element) => String(element.id) !== context.params.element)
        .map((element, index) => ({ ...element, position: index + 1 }));
      return empty(204);
    }),
  ];
}

function elementIn({ elements }: VideoPlaylistState, { params }: RouteContext) {
  const found = elements.find(({ id }) => String(id) === params.element);
  if (!found) throw problem(404, 'Video playlist element not found');
  return found;
}
