import type { HttpHandler } from 'msw';
import { channelJson, channelOf } from '../actors/actor-json.js';
import type { ChannelState } from '../channels/state.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText } from '../http/fields.js';
import { page } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, json, mustBeAdministrator, readFields, route, signedIn } from '../http/route.js';
import { validate } from '../http/validation.js';
import { followInstance, resolveRemoteChannel } from './federate.js';

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
        : fake.state.channels.filter((channel) => channel.displayName.toLowerCase().includes(search.toLowerCase()));
      return json(page(url, found, [], (channel) => channelJson(fake, channel)));
    }),
    route(fake, 'get /api/v1/users/me/subscriptions', staff, (context) => {
      const mine = subscriptionsOf(fake, signedIn(context).id).map(({ channelId }) => channelOf(fake, channelId));
      return json(page(context.url, mine, [], (channel) => channelJson(fake, channel)));
    }),
    route(fake, 'post /api/v1/users/me/subscriptions', staff, async (context) => {
      const { uri } = await readFields(context);
      validate({ uri }, [
        {
          path: 'uri',
          msg: 'Should have a valid URI to follow (username@domain).',
          check: (value) => /^[\w.]+@[\w.:-]+$/.test(asText(value) ?? ''),
        },
      ]);
      const channel = followable(asText(uri) ?? '');
      const { id: userId } = signedIn(context);
      const others = (fake.state.subscriptions ?? []).filter(
        (one) => one.userId !== userId || one.channelId !== channel?.id,
      );
      // The real one answers before it looks, so a channel that does not exist makes no error either.
      if (channel) fake.state.subscriptions = [{ userId, channelId: channel.id }, ...others];
      return empty(204);
    }),
    route(fake, 'delete /api/v1/users/me/subscriptions/:uri', staff, (context) => {
      const uri = decodeURIComponent(context.params.uri ?? '');
      const { id: userId } = signedIn(context);
      const channel = followable(uri);
      const gone = subscriptionsOf(fake, userId).find((one) => one.channelId === channel?.id);
      if (!gone) throw problem(404, `Subscription ${uri} not found.`);
      fake.state.subscriptions = fake.state.subscriptions?.filter((one) => one !== gone) ?? [];
      return empty(204);
    }),
  ];

  function followable(uri: string): ChannelState | undefined {
    const local = fake.state.channels.find((one) => one.host === undefined && uri === `${one.name}@${fake.host}`);
    return local ?? resolveRemoteChannel(fake, uri);
  }
}

const subscriptionsOf = (fake: FakePeerTube, userId: number) =>
  (fake.state.subscriptions ?? []).filter((one) => one.userId === userId);
