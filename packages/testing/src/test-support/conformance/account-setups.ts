import { totp } from '../../peertube/oauth/totp.js';
import type { RecordedNames } from './recorded-names.js';
import type { Replay, Setup } from './setup.js';

async function setOtpCode({ values, clock }: Replay): Promise<void> {
  values.set('<otp_code>', await totp(values.get('<otp_secret_1>') ?? '', clock.now()));
}

export const channels = ({ users }: RecordedNames): Setup => ({
  users: { chan: { username: users.chan }, chan2: { username: users.chan2 } },
  // The recorder came two seconds after the creation: before, 8.2 cannot delete it.
  before: { 'delete channel': ({ clock }) => clock.advance(2000) },
});

export const config: Setup = {
  users: { cfg: {} },
  momentary: { nodeinfo: ['cache-control'] },
  digest: {
    'config as an authenticated user: is it different?': ({ serverVersion, user }) => ({
      sameKeys: true,
      serverVersion,
      user,
    }),
  },
};

export const oauth = ({ users }: RecordedNames): Setup => ({
  users: {
    oauth: { username: users.oauth, email: 'oauth@peertube.test' },
    otp: { username: users.otp },
  },
  prepare({ values }) {
    values.set('<email>', 'oauth@peertube.test');
    values.set('<password_oauth_new>', 'another password');
  },
  before: {
    '2FA: confirm': setOtpCode,
    '2FA: password grant with the right OTP': setOtpCode,
    'password grant of a blocked user': ({ fake }) => {
      for (const user of fake.state.users) user.blocked = user.username === users.otp;
    },
  },
});

export const rateLimit: Setup = {
  users: { root: { role: 0 } },
  prepare: ({ values }) => void values.set('<email>', 'root@peertube.test'),
  // The real one leaks the path on its disk.
  momentary: { 'static file answer: no rate limit headers': ['body.detail'] },
  digest: { 'ordinary API answer: rate limit headers': ({ total }) => ({ total, n: 0 }) },
};
