import type { FakePeerTube } from './fake-peertube.js';
import { randomHex } from './ids.js';
import type { ChannelState, UserState } from './state.js';

/** A user to begin with. */
export interface AccountOptions {
  /** @defaultValue `'demo'`, with a number when that is taken */
  username?: string;
  /** @defaultValue generated */
  password?: string;
  email?: string;
  /** 0 administrator, 1 moderator, 2 user. @defaultValue 2 */
  role?: 0 | 1 | 2;
  /** Bytes, -1 for none. @defaultValue -1 */
  videoQuota?: number;
  videoQuotaDaily?: number;
  /** Base 32: turns two-factor authentication on. */
  otpSecret?: string;
}

/** A user as the test that made it knows it. */
export interface FakeAccount {
  username: string;
  password: string;
  userId: number;
  /** The channel that every user gets. */
  channelId: number;
  channelName: string;
}

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
    p2pEnabled: true,
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
