import type { HttpHandler } from 'msw';
import { toShortUuid } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { page } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, emptyJson, json, route, signedIn } from '../http/route.js';
import { playlistElementHandlers } from './element-routes.js';
import { playlistJson } from './playlist-json.js';
import { changePlaylist, createPlaylist, ownPlaylist, readPlaylist, visiblePlaylist } from './rules.js';

/** Playlists. There is no recording of them; checked against a running 6.3.0. */
export function playlistHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
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
      const playlist = createPlaylist(fake, signedIn(context));
      await changePlaylist(fake, playlist, fields);
      const { id, uuid } = playlist;
      return json({ videoPlaylist: { id, shortUUID: toShortUuid(uuid), uuid } });
    }),
    route(fake, 'get /api/v1/video-playlists/:id', { auth: 'optional' }, (context) =>
      json(playlistJson(fake, visiblePlaylist(context))),
    ),
    route(fake, 'put /api/v1/video-playlists/:id', mine, async (context) => {
      const playlist = ownPlaylist(context);
      const fields = await readPlaylist(context, playlist);
      await changePlaylist(fake, playlist, fields);
      playlist.updatedAt = fake.isoNow();
      return empty(204);
    }),
    route(fake, 'delete /api/v1/video-playlists/:id', mine, (context) => {
      const playlist = ownPlaylist(context);
      fake.state.playlists = fake.state.playlists.filter((one) => one !== playlist);
      return emptyJson(204);
    }),
    ...playlistElementHandlers(fake),
  ];
}
