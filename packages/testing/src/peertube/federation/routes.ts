import type { HttpHandler } from 'msw';
import { channelJson } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { page } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, json, mustBeAdministrator, readFields, route } from '../http/route.js';
import { validate } from '../http/validation.js';
import { followInstance, resolveRemoteChannel } from './federate.js';
import { subscriptionHandlers } from './subscription-routes.js';

/** Other instances. There is no recording of them; checked against two running 6.3.0 that follow each other. */
export function federationHandlers(fake: FakePeerTube): HttpHandler[] {
  const staff = { auth: 'required' } as const;
  return [
    route(fake, 'get /api/v1/server/following', {}, ({ url }) =>
      json(
        page(url, fake.state.follows, [], (host) => ({
          id: fake.state.follows.indexOf(host) + 1,
          state: 'accepted',
          score: 10_000,
          follower: { name: 'peertube', host: fake.host },
          following: { name: 'peertube', host },
        })),
      ),
    ),
    route(fake, 'post /api/v1/server/following', staff, async (context) => {
      mustBeAdministrator(context, { right: 2, below: '/api/v1/server' });
      const { hosts } = await readFields(context);
      validate({ hosts }, [{ path: 'hosts', check: (value) => Array.isArray(value) && value.length > 0 }]);
      for (const host of Array.isArray(hosts) ? hosts : []) await followInstance(fake, String(host));
      return empty(204);
    }),
    route(fake, 'delete /api/v1/server/following/:host', staff, (context) => {
      mustBeAdministrator(context, { right: 2, below: '/api/v1/server' });
      const host = decodeURIComponent(context.params.host ?? '');
      if (!fake.state.follows.includes(host)) throw problem(404, `Follow ${host} not found.`);
      fake.state.follows = fake.state.follows.filter((one) => one !== host);
      return empty(204);
    }),
    route(fake, 'get /api/v1/search/video-channels', { auth: 'optional' }, ({ url, user }) => {
      const search = url.searchParams.get('search') ?? '';
      const remote = resolveRemoteChannel(fake, search, { isFetching: user !== undefined });
      const found = remote
        ? [remote]
        : fake.state.channels.filter(({ name, displayName }) =>
            [name, displayName].some((text) => text.toLowerCase().includes(search.toLowerCase())),
          );
      return json(page(url, found, [], (channel) => channelJson(fake, channel)));
    }),
    ...subscriptionHandlers(fake),
  ];
}
