import { CATEGORIES, categoryId, isPiyaError, type PeerTubeClient, type PeerTubeUser } from '@piyakast/sdk';
import type { Config } from '../../config/config.js';
import { type Check, Fault, note } from './finding.js';

const USER_ROLE = 2;

/** Whether the account may publish what this server takes. */
export function accountChecks(client: PeerTubeClient, config: Config): Check[] {
  let signedIn: Promise<PeerTubeUser> | undefined;
  const me = () => (signedIn ??= client.account.me());
  return [
    {
      area: 'credentials',
      fix: 'Correct PEERTUBE_USERNAME and PEERTUBE_PASSWORD.',
      look: () => signIn(client, config),
    },
    {
      area: 'role',
      fix: 'Ask an administrator of the instance about the account.',
      look: async () => role(await me()),
    },
    {
      area: 'channel',
      fix: 'Make a channel for the account at the instance (Library, Channels, Create).',
      look: async () => channel(await me()),
    },
    {
      area: 'quota',
      fix: 'Delete videos of the account, or let an administrator raise its quota.',
      look: async () => quota(client, await me()),
    },
    {
      area: 'size',
      fix: 'Lower MAX_UPLOAD_BYTES, or let an administrator raise the quota of the account.',
      look: async () => size(await me(), config.maxUploadBytes),
    },
    {
      area: 'categories',
      fix: 'Set CATEGORY_MAP to labels or numbers of the instance.',
      look: () => categories(client, config),
    },
  ];
}

async function signIn(client: PeerTubeClient, { peertube: { username, password } }: Config): Promise<string> {
  try {
    await client.auth.signIn({ username, password });
    return `${username} can sign in, without a second factor`;
  } catch (error) {
    if (!isPiyaError(error)) throw error;
    const fix = SIGN_IN_FIX[error.code];
    if (fix === undefined) throw error;
    const area = error.code.startsWith('auth/two-factor') ? 'two-factor' : undefined;
    throw new Fault(`${error.message} (${error.code})`, fix, area);
  }
}

const SIGN_IN_FIX: Record<string, string> = {
  'auth/invalid-credentials': 'Correct PEERTUBE_USERNAME and PEERTUBE_PASSWORD; sign in with them at the instance.',
  'auth/two-factor-required':
    'Turn two-factor authentication off for this account, or use a separate one: the server signs in unattended.',
  'auth/account-blocked': 'An administrator of the instance has blocked the account; ask there.',
  'auth/email-not-verified': 'Open the link in the e-mail that the instance sent to the account.',
  'http/rate-limited': 'Too many sign-ins: wait five minutes and run doctor again.',
};

/** Any role may publish; more than a user's is a risk without a use. */
function role({ role: { id, label }, username, blocked }: PeerTubeUser) {
  if (blocked) throw new Fault(`the account ${username} is blocked`, 'Ask an administrator of the instance.');
  if (id === USER_ROLE) return `${username} is an ordinary user, who may publish`;
  return note(`${username} has the role ${label}`, 'Use an account with the role User: the server needs no more.');
}

function channel({ videoChannels }: PeerTubeUser): string {
  const [first, ...more] = videoChannels;
  if (first === undefined) {
    throw new Fault(
      'the account has no channel to publish on',
      'Make one at the instance (Library, Channels, Create).',
    );
  }
  const others = more.length === 0 ? '' : `, and ${more.length} more`;
  return `the default is "${first.displayName}" (${first.id})${others}`;
}

async function quota(client: PeerTubeClient, { videoQuota, videoQuotaDaily }: PeerTubeUser) {
  if (videoQuota < 0 && videoQuotaDaily < 0) return 'no limit';
  const used = await client.account.quotaUsed();
  const left = [
    videoQuota < 0 ? undefined : videoQuota - used.videoQuotaUsed,
    videoQuotaDaily < 0 ? undefined : videoQuotaDaily - used.videoQuotaUsedDaily,
  ];
  const says = `${inWords(left[0])} left in all, ${inWords(left[1])} left for today`;
  if (left.every((bytes) => bytes === undefined || bytes > 0)) return says;
  const fix = 'Delete videos of the account, or let an administrator raise its quota. Uploads wait here meanwhile.';
  throw new Fault(`the quota is used up: ${says}`, fix);
}

/** PeerTube has no largest size: a file may be as large as the quota. */
function size({ videoQuota, videoQuotaDaily }: PeerTubeUser, maxUploadBytes: number): string {
  const limits = [videoQuota, videoQuotaDaily].filter((bytes) => bytes >= 0);
  const smallest = Math.min(...limits, Number.POSITIVE_INFINITY);
  if (maxUploadBytes < smallest) return `uploads of up to ${inWords(maxUploadBytes)} fit`;
  throw new Fault(
    `MAX_UPLOAD_BYTES lets in files of ${inWords(maxUploadBytes)}, and the quota of the account is ${inWords(smallest)}`,
    `Set MAX_UPLOAD_BYTES below ${smallest}, or let an administrator raise the quota of the account.`,
  );
}

async function categories(client: PeerTubeClient, { categoryMap }: Config): Promise<string> {
  const labels = await client.config.categories();
  const mapped = Object.keys(CATEGORIES).map((name) => {
    const id = categoryId(name, labels, categoryMap);
    const label = id === undefined ? undefined : labels[String(id)];
    if (label !== undefined) return `${name} -> ${label}`;
    throw new Fault(`"${name}" fits no category of the instance`, `Set CATEGORY_MAP='{"${name}": "…"}'.`);
  });
  return mapped.join(', ');
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

function inWords(bytes: number | undefined): string {
  if (bytes === undefined) return 'unlimited';
  const unit = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(bytes))) / 3)));
  const value = bytes / 1000 ** unit;
  return `${unit === 0 ? bytes : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[unit]}`;
}
