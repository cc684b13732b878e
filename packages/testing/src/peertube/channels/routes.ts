import type { HttpHandler } from 'msw';
import { randomUuid } from '../../runtime/ids.js';
import { avatarsOf, channelJson, channelListItem, channelOf } from '../actors/actor-json.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { asText } from '../http/fields.js';
import { page } from '../http/lists.js';
import { Problem, problem } from '../http/problem.js';
import { emptyJson, json, type RouteContext, readFields, route, signedIn } from '../http/route.js';
import { isText, type Rule, validate } from '../http/validation.js';
import { addChannel } from '../users/accounts.js';
import { isListed } from '../videos/video-filters.js';
import { videoListItem } from '../videos/video-json.js';
import { bareName, findChannel, mustOwnChannelOf } from './find-channel.js';
import type { ChannelState } from './state.js';

const TEXT_RULES: readonly Rule[] = [
  { path: 'description', optional: 'null', check: isText(3, 1000) },
  { path: 'support', optional: 'null', check: isText(3, 1000) },
];
const NAME_RULE: Rule = {
  path: 'name',
  check: (value) => typeof value === 'string' && /^[a-z0-9._]{1,50}$/.test(value),
};

const PICTURE_RULE: Rule = {
  path: 'avatarfile',
  msg: 'This file is not supported or too large. Please, make sure it is of the following type : .png, .jpeg, .jpg, .gif, .webp',
  check: (value) => value instanceof File && /\.(png|jpe?g|gif|webp)$/i.test(value.name),
  hideValue: true,
};

/** Channels (docs/peertube §6). */
export function channelHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'get /api/v1/accounts/:name/video-channels', {}, ({ params, url }) => {
      const user = fake.state.users.find((one) => one.username === bareName(fake, params.name));
      if (!user) throw problem(404, 'Account not found');
      const mine = localChannels(fake).filter((channel) => channel.userId === user.id);
      return json(page(url, mine, [], (channel) => channelListItem(fake, channel)));
    }),
    route(fake, 'get /api/v1/video-channels', {}, ({ url }) =>
      json(page(url, [...localChannels(fake)].reverse(), [], (channel) => channelListItem(fake, channel))),
    ),
    route(fake, 'post /api/v1/video-channels', { auth: 'required' }, create),
    route(fake, 'get /api/v1/video-channels/:name', {}, ({ params }) =>
      json(channelJson(fake, findChannel(fake, params.name))),
    ),
    route(fake, 'put /api/v1/video-channels/:name', { auth: 'required' }, change),
    route(fake, 'post /api/v1/video-channels/:name/avatar/pick', { auth: 'required' }, pickAvatar),
    route(fake, 'delete /api/v1/video-channels/:name', { auth: 'required' }, remove),
    route(fake, 'get /api/v1/video-channels/:name/videos', { auth: 'optional' }, ({ params, url }) => {
      const channel = findChannel(fake, params.name);
      const videos = fake.state.videos.filter(
        (video) => channelOf(fake, video.channelId) === channel && isListed(video),
      );
      return json(page(url, videos, [], (video) => videoListItem(fake, video)));
    }),
  ];
}

const localChannels = ({ state }: FakePeerTube) => state.channels.filter((channel) => channel.host === undefined);

async function create(context: RouteContext): Promise<Response> {
  const { fake } = context;
  const fields = await readFields(context);
  validate(fields, [NAME_RULE, { path: 'displayName', check: isText(1, 120) }, ...TEXT_RULES]);
  const name = asText(fields.name) ?? '';
  if (fake.state.usedNames.includes(name)) {
    throw problem(409, fake.rules.channels.nameTaken(name));
  }
  const channel = addChannel(fake, signedIn(context), {
    name,
    displayName: asText(fields.displayName) ?? name,
    description: asText(fields.description) ?? null,
    support: asText(fields.support) ?? null,
  });
  return json({ videoChannel: { id: channel.id } });
}

async function change(context: RouteContext): Promise<Response> {
  const { fake } = context;
  const channel = findChannel(fake, context.params.name);
  mustOwnChannelOf(fake, channel, signedIn(context));
  const fields = await readFields(context);
  validate(fields, [{ path: 'displayName', optional: true, check: isText(1, 120) }, ...TEXT_RULES]);
  channel.displayName = asText(fields.displayName) ?? channel.displayName;
  if (fields.description !== undefined) channel.description = asText(fields.description) ?? null;
  if (fields.support !== undefined) channel.support = asText(fields.support) ?? null;
  channel.updatedAt = fake.isoNow();
  return emptyJson(204);
}

async function pickAvatar(context: RouteContext): Promise<Response> {
  const { fake } = context;
  const channel = findChannel(fake, context.params.name);
  mustOwnChannelOf(fake, channel, signedIn(context));
  const fields = await readFields(context);
  validate(fields, [PICTURE_RULE]);
  const name = `${randomUuid(fake.random)}.png`;
  if (fields.avatarfile instanceof File) await fake.storage.write(name, 0, fields.avatarfile.stream());
  channel.avatar = { name, updatedAt: fake.isoNow() };
  return json({ avatars: avatarsOf(fake, channel) });
}

function remove(context: RouteContext): Response {
  const { fake } = context;
  const channel = findChannel(fake, context.params.name);
  mustOwnChannelOf(fake, channel, signedIn(context));
  if (localChannels(fake).filter((one) => one.userId === channel.userId).length === 1) {
    throw problem(409, 'Cannot remove the last channel of this user');
  }
  mustHaveKeys(fake, channel);
  fake.state.videos = fake.state.videos.filter((video) => video.channelId !== channel.id);
  fake.state.channels = fake.state.channels.filter((one) => one !== channel);
  return emptyJson(204);
}

/** @throws Problem 500 in the moment before the keys of a new channel are made: they are needed to announce the deletion. */
function mustHaveKeys(fake: FakePeerTube, channel: ChannelState): void {
  if (fake.clock.now() - Date.parse(channel.createdAt) >= fake.rules.channels.keysMs) return;
  throw new Problem({
    status: 500,
    detail: 'notNull Violation: Actor.publicKey cannot be null',
    code: 'SequelizeValidationError',
    docs: false,
  });
}
