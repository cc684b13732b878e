import { channelOf, ownerOf } from '../actors/actor-json.js';
import type { ChannelState } from '../channels/state.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { UserState } from '../users/state.js';
import { Privacies, type VideoState } from '../videos/state.js';

/** Lets instances find each other's public videos and channels. */
export function federate(...instances: readonly FakePeerTube[]): void {
  for (const one of instances) {
    for (const other of instances) if (other !== one) one.peers.set(other.host, other);
  }
}

/** The copy of a peer's public video, by its watch URL; fetched or brought up to date when asked for. */
export async function resolveRemoteVideo(fake: FakePeerTube, text: string): Promise<VideoState | undefined> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const peer = url && fake.peers.get(url.host);
  const id = /^\/(?:w|videos\/watch)\/([^/]+)$/.exec(url?.pathname ?? '')?.[1];
  if (!peer || id === undefined) return knownVideo(fake, text);
  // What the other instance does not answer is not found, though a copy may be here.
  const response = await peer.fetch(new Request(`${peer.url}/api/v1/videos/${id}`));
  const { uuid } = response.ok ? ((await response.json()) as { uuid: string }) : { uuid: '' };
  const original = peer.state.videos.find((video) => video.uuid === uuid);
  return original && importVideo(fake, peer, original);
}

/** What visitors may find by its URL: a video that is known already, by the URL of its home instance. */
export function knownVideo(fake: FakePeerTube, text: string): VideoState | undefined {
  const url = text.startsWith(`${fake.url}/w/`) ? text.replace('/w/', '/videos/watch/') : text;
  return fake.state.videos.find((video) => `${video.origin ?? fake.url}/videos/watch/${video.uuid}` === url);
}

/** Whether visitors may see it: of this instance, or of one that this one follows. */
export function isWithinFollows(fake: FakePeerTube, { origin }: VideoState): boolean {
  return origin === undefined || fake.state.follows.includes(new URL(origin).host);
}

/** The copy of a peer's channel, by `name@host` or by its URL. */
export function resolveRemoteChannel(
  fake: FakePeerTube,
  text: string,
  { isFetching = true } = {},
): ChannelState | undefined {
  const [, name, host] =
    /^@?([\w.]+)@([\w.:-]+)$/.exec(text) ??
    swapped(/^https?:\/\/([^/]+)\/(?:c|video-channels)\/([\w.]+)/.exec(text)) ??
    [];
  const peer = host === undefined ? undefined : fake.peers.get(host);
  const original = peer?.state.channels.find((channel) => channel.name === name && channel.host === undefined);
  if (!peer || !original) return undefined;
  return isFetching ? importChannel(fake, peer, original) : knownChannel(fake, peer, original);
}

const swapped = (match: RegExpExecArray | null) => match && [match[0], match[2], match[1]];

/** Following an instance brings all its public videos. */
export async function followInstance(fake: FakePeerTube, host: string): Promise<boolean> {
  const peer = fake.peers.get(host);
  if (!peer) return false;
  if (!fake.state.follows.includes(host)) fake.state.follows.push(host);
  for (const video of peer.state.videos) {
    if (video.privacy === Privacies.public && video.origin === undefined) await importVideo(fake, peer, video);
  }
  return true;
}

async function importVideo(fake: FakePeerTube, peer: FakePeerTube, original: VideoState): Promise<VideoState> {
  const channel = importChannel(fake, peer, channelOf(peer, original.channelId));
  const before = fake.state.videos.find((video) => video.uuid === original.uuid);
  const { source: _, live: __, replayOf: ___, ...copied } = structuredClone(original);
  const copy: VideoState = {
    ...copied,
    id: before?.id ?? fake.nextId('video'),
    channelId: channel.id,
    origin: peer.url,
    passwords: [],
    history: before?.history ?? {},
    ratings: before?.ratings ?? {},
  };
  for (const key of [copy.thumbnail, copy.preview]) {
    if ((await peer.storage.size(key)) > 0) await fake.storage.write(key, 0, peer.storage.read(key));
  }
  fake.state.videos = [...fake.state.videos.filter((video) => video !== before), copy];
  return copy;
}

const knownChannel = (fake: FakePeerTube, peer: FakePeerTube, original: ChannelState) =>
  fake.state.channels.find((one) => one.host === peer.host && one.name === original.name);

function importChannel(fake: FakePeerTube, peer: FakePeerTube, original: ChannelState): ChannelState {
  const known = knownChannel(fake, peer, original);
  if (known) return known;
  const user = importUser(fake, peer, ownerOf(peer, original));
  const channel: ChannelState = { ...original, id: fake.nextId('channel'), userId: user.id, host: peer.host };
  fake.state.channels.push(channel);
  return channel;
}

/** An account without a password: no sign-in is possible here. */
function importUser(fake: FakePeerTube, peer: FakePeerTube, original: UserState): UserState {
  const username = `${original.username}@${peer.host}`;
  const known = fake.state.users.find((user) => user.username === username);
  if (known) return known;
  const { otpSecret: _, ...copied } = structuredClone(original);
  const user: UserState = {
    ...copied,
    id: fake.nextId('user'),
    username,
    email: username,
    feedToken: '',
    account: { ...original.account, id: fake.nextId('account'), host: peer.host },
  };
  fake.state.users.push(user);
  return user;
}
