import { totp } from '../../peertube/oauth/totp.js';
import type { Replay, Setup } from './setup.js';

async function setOtpCode({ values, clock }: Replay): Promise<void> {
  values.set('<otp_code>', await totp(values.get('<otp_secret_1>') ?? '', clock.now()));
}

export const channels: Setup = {
  users: { chan: { username: 'rec_chan_6bc7' }, chan2: { username: 'rec_chan2_6bc7' } },
};

export const config: Setup = {
  users: { cfg: {} },
  digest: {
    'config as an authenticated user: is it different?': ({ serverVersion, user }) => ({
      sameKeys: true,
      serverVersion,
      user,
    }),
  },
};

export const oauth: Setup = {
  users: {
    oauth: { username: 'rec_oauth_afca', email: 'oauth@peertube.test' },
    otp: { username: 'rec_otp_afca' },
  },
  prepare({ values }) {
    values.set('<email>', 'oauth@peertube.test');
    values.set('<password_oauth_new>', 'another password');
  },
  before: {
    '2FA: confirm': setOtpCode,
    '2FA: password grant with the right OTP': setOtpCode,
    'password grant of a blocked user': ({ fake }) => {
      for (const user of fake.state.users) user.blocked = user.username === 'rec_otp_afca';
    },
  },
};

export const rateLimit: Setup = {
  users: { root: { role: 0 } },
  prepare: ({ values }) => void values.set('<email>', 'root@peertube.test'),
  digest: { 'ordinary API answer: rate limit headers': ({ total }) => ({ total, n: 0 }) },
};
