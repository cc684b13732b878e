import { randomHex } from '../../runtime/ids.js';
import type { ChannelState } from '../channels/state.js';
import type { FakePeerTube } from '../fake-peertube.js';
import type { AccountOptions, FakeAccount, UserState } from './state.js';

/** Adds a user with its account and its first channel, as PeerTube does. */
export function addAccount(fake: FakePeerTube, options: AccountOptions): FakeAccount {
  const { state } = fake;
  const username = options.username ?? freeName(fake, 'demo');
  const password = options.password ?? randomHex(fake.random, 20);
  if (state.usedNames.includes(username)) throw new Error(`the name "${username}" is taken`);
  const now = fake.isoNow();
  const user: UserState = {
    id: fake.nextId('user'),
    username,
    email: options.email ?? `${username}@peertube.test`,
    role: options.role ?? 2,
    videoQuota: options.videoQuota ?? -1,
    videoQuotaDaily: options.videoQuotaDaily ?? -1,
    blocked: false,
    feedToken: randomHex(fake.random, 40),
    p2pEnabled: fake.rules.config.p2p,
    createdAt: now,
    lastLoginDate: null,
    account: {
      id: fake.nextId('account'),
      name: username,
      displayName: username,
      description: null,
      createdAt: now,
      updatedAt: now,
    },
    ...(options.otpSecret === undefined ? {} : { otpSecret: options.otpSecret }),
  };
  state.users.push(user);
  state.usedNames.push(username);
  fake.vault.set(user.id, password);
  const channel = addChannel(fake, user, {
    name: `${username}_channel`,
    displayName: `Main ${username} channel`,
    description: null,
    support: null,
  });
  return { username, password, userId: user.id, channelId: channel.id, channelName: channel.name };
}

export function addChannel(
  fake: FakePeerTube,
  user: UserState,
  fields: Pick<ChannelState, 'name' | 'displayName' | 'description' | 'support'>,
): ChannelState {
  const now = fake.isoNow();
  const channel: ChannelState = {
    id: fake.nextId('channel'),
    userId: user.id,
    createdAt: now,
    updatedAt: now,
    ...fields,
  };
  fake.state.channels.push(channel);
  fake.state.usedNames.push(channel.name);
  return channel;
}

function freeName(fake: FakePeerTube, base: string): string {
  let name = base;
  for (let number = 2; fake.state.usedNames.includes(name); number += 1) name = `${base}${number}`;
  return name;
}
