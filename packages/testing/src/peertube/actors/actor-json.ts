import type { ChannelState } from '../channels/state.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { UserState } from '../users/state.js';
import type { ActorState } from './state.js';

type Kind = 'accounts' | 'video-channels';

function actorJson(fake: FakePeerTube, kind: Kind, actor: ActorState): Record<string, unknown> {
  return {
    url: actorUrl(fake, kind, actor),
    name: actor.name,
    host: actor.host ?? fake.host,
    avatars: avatarsOf(fake, actor),
    id: actor.id,
    hostRedundancyAllowed: false,
    followingCount: 0,
    followersCount: 0,
    createdAt: actor.createdAt,
  };
}

/** One picture in the sizes that a real one makes, smallest first; here all have the same bytes. */
export function avatarsOf({ rules, url }: FakePeerTube, { avatar }: ActorState): Record<string, unknown>[] {
  if (!avatar) return [];
  const { name, updatedAt } = avatar;
  const path = `/lazy-static/avatars/${name}`;
  return [48, 120, 600, 1500].map((width) => ({
    width,
    ...(rules.actors.laterPictures ? { height: width, fileUrl: url + path } : {}),
    path,
    createdAt: updatedAt,
    updatedAt,
  }));
}

const actorUrl = (fake: FakePeerTube, kind: Kind, actor: ActorState) =>
  `${actor.host === undefined ? fake.url : `https://${actor.host}`}/${kind}/${actor.name}`;

export function accountJson(fake: FakePeerTube, user: UserState): Record<string, unknown> {
  const { account } = user;
  return {
    ...actorJson(fake, 'accounts', account),
    displayName: account.displayName,
    description: account.description,
    updatedAt: account.updatedAt,
    userId: user.id,
  };
}

/** A channel as `/users/me` lists it: without its owner. */
export function ownChannelJson(fake: FakePeerTube, channel: ChannelState): Record<string, unknown> {
  return {
    ...actorJson(fake, 'video-channels', channel),
    banners: [],
    displayName: channel.displayName,
    description: channel.description,
    support: channel.support,
    isLocal: channel.host === undefined,
    updatedAt: channel.updatedAt,
    ...(fake.rules.channels.laterFields ? { publicEmail: null } : {}),
  };
}

export function channelJson(fake: FakePeerTube, channel: ChannelState): Record<string, unknown> {
  return { ...ownChannelJson(fake, channel), ownerAccount: accountJson(fake, ownerOf(fake, channel)) };
}

/** A channel in a list of channels: later versions shorten its owner (8.2 §6). */
export function channelListItem(fake: FakePeerTube, channel: ChannelState): Record<string, unknown> {
  const full = channelJson(fake, channel);
  if (!fake.rules.channels.laterFields) return full;
  const { account } = ownerOf(fake, channel);
  const ownerAccount = { ...actorSummary(fake, 'accounts', account), hostRedundancyAllowed: false };
  return { ...full, ownerAccount };
}

/** The short form in lists of videos. */
export function actorSummary(fake: FakePeerTube, kind: Kind, actor: ActorState): Record<string, unknown> {
  return {
    id: actor.id,
    displayName: actor.displayName,
    name: actor.name,
    url: actorUrl(fake, kind, actor),
    host: actor.host ?? fake.host,
    avatars: avatarsOf(fake, actor),
  };
}

export function ownerOf(fake: FakePeerTube, channel: ChannelState): UserState {
  const user = fake.state.users.find((one) => one.id === channel.userId);
  if (!user) throw new Error(`channel ${channel.id} has no owner`);
  return user;
}

export function channelOf(fake: FakePeerTube, channelId: number): ChannelState {
  const channel = fake.state.channels.find((one) => one.id === channelId);
  if (!channel) throw new Error(`channel ${channelId} does not exist`);
  return channel;
}
