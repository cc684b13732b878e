import type { HttpHandler } from 'msw';
import { channelJson, channelOf } from '../actors/actor-json.js';
import type { ChannelState } from '../channels/state.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText } from '../http/fields.js';
import { page } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { empty, json, readFields, route, signedIn } from '../http/route.js';
import { validate } from '../http/validation.js';
import { resolveRemoteChannel } from './federate.js';

/** The channels that a user follows, here and elsewhere. Checked against a running 6.3.0. */
export function subscriptionHandlers(fake: FakePeerTube): HttpHandler[] {
  const mine = { auth: 'required' } as const;
  return [
    route(fake, 'get /api/v1/users/me/subscriptions', mine, (context) => {
      const followed = subscriptionsOf(fake, signedIn(context).id).map(({ channelId }) => channelOf(fake, channelId));
      return json(page(context.url, followed, [], (channel) => channelJson(fake, channel)));
    }),
    route(fake, 'post /api/v1/users/me/subscriptions', mine, async (context) => {
      const { uri } = await readFields(context);
      validate({ uri }, [
        {
          path: 'uri',
          msg: 'Should have a valid URI to follow (username@domain).',
          check: (value) => /^[\w.]+@[\w.:-]+$/.test(asText(value) ?? ''),
        },
      ]);
      const channel = followable(fake, asText(uri) ?? '');
      const { id: userId } = signedIn(context);
      const others = (fake.state.subscriptions ?? []).filter(
        (one) => one.userId !== userId || one.channelId !== channel?.id,
      );
      // The real one answers before it looks, so a channel that does not exist makes no error either.
      if (channel) fake.state.subscriptions = [{ userId, channelId: channel.id }, ...others];
      return empty(204);
    }),
    route(fake, 'delete /api/v1/users/me/subscriptions/:uri', mine, (context) => {
      const uri = decodeURIComponent(context.params.uri ?? '');
      const { id: userId } = signedIn(context);
      const channel = followable(fake, uri);
      const gone = subscriptionsOf(fake, userId).find((one) => one.channelId === channel?.id);
      if (!gone) throw problem(404, `Subscription ${uri} not found.`);
      fake.state.subscriptions = fake.state.subscriptions?.filter((one) => one !== gone) ?? [];
      return empty(204);
    }),
  ];
}

function followable(fake: FakePeerTube, uri: string): ChannelState | undefined {
  const local = fake.state.channels.find((one) => one.host === undefined && uri === `${one.name}@${fake.host}`);
  return local ?? resolveRemoteChannel(fake, uri);
}

const subscriptionsOf = (fake: FakePeerTube, userId: number) =>
  (fake.state.subscriptions ?? []).filter((one) => one.userId === userId);
