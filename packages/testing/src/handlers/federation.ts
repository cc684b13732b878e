import type { HttpHandler } from 'msw';
import { channelJson } from '../core/actor-json.js';
import type { FakePeerTube } from '../core/fake-peertube.js';
import { followInstance, resolveRemoteChannel } from '../core/federation.js';
import { asText } from '../core/fields.js';
import { problem } from '../core/problem.js';
import { validate } from '../core/validation.js';
import { page } from './lists.js';
import { empty, json, type RouteContext, readFields, route, signedIn } from './route.js';

/** Other instances. Made from the API's documentation; there is no recording of it. */
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
      mustBeAdministrator(context);
      const { hosts } = await readFields(context);
      validate({ hosts }, [{ path: 'hosts', check: (value) => Array.isArray(value) && value.length > 0 }]);
      for (const host of Array.isArray(hosts) ? hosts : []) await followInstance(fake, String(host));
      return empty(204);
    }),
    route(fake, 'delete /api/v1/server/following/:host', staff, (context) => {
      mustBeAdministrator(context);
      const host = decodeURIComponent(context.params.host ?? '');
      if (!fake.state.follows.includes(host)) throw problem(404, `Follow ${host} not found.`);
      fake.state.follows = fake.state.follows.filter((one) => one !== host);
      return empty(204);
    }),
    route(fake, 'get /api/v1/search/video-channels', { auth: 'optional' }, ({ url, user }) => {
      const search = url.searchParams.get('search') ?? '';
      const remote = user ? resolveRemoteChannel(fake, search) : undefined;
      const found = remote
        ? [remote]
        : fake.state.channels.filter((channel) => channel.displayName.toLowerCase().includes(search.toLowerCase()));
      return json(page(url, found, [], (channel) => channelJson(fake, channel)));
    }),
    route(fake, 'post /api/v1/users/me/subscriptions', staff, async (context) => {
      const { uri } = await readFields(context);
      const name = asText(uri) ?? '';
      const local = fake.state.channels.some(
        (channel) => channel.host === undefined && name.startsWith(`${channel.name}@`),
      );
      if (!local && !resolveRemoteChannel(fake, name)) throw problem(404, 'Video channel not found');
      return empty(204);
    }),
  ];
}

function mustBeAdministrator(context: RouteContext): void {
  const user = signedIn(context);
  if (user.role === 0) return;
  const path = context.url.pathname.replace('/api/v1/server', '');
  throw problem(403, `User ${user.username} does not have right 2 to access to ${path}.`);
}
