import type { FakePeerTube } from '../fake-peertube.js';
import { problem } from '../http/problem.js';
import type { UserState } from '../users/state.js';
import type { ChannelState } from './state.js';

/** `name@host` without the host, when the host is this one. */
export const bareName = (fake: FakePeerTube, name = '') => decodeURIComponent(name).replace(`@${fake.host}`, '');

/** A channel by its name, with the host of its instance when that is another. @throws Problem 404. */
export function findChannel(fake: FakePeerTube, name: string | undefined): ChannelState {
  const wanted = bareName(fake, name);
  const channel = fake.state.channels.find(
    (one) => (one.host === undefined ? one.name : `${one.name}@${one.host}`) === wanted,
  );
  if (!channel) throw problem(404, 'Video channel not found');
  return channel;
}

/** @throws Problem 403 unless the channel is the user's, or the user an administrator. */
export function mustOwnChannelOf(fake: FakePeerTube, channel: ChannelState, user: UserState): void {
  if (channel.userId === user.id || user.role === 0) return;
  throw problem(403, fake.rules.channels.foreignChange);
}
