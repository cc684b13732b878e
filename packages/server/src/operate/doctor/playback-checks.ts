import { isPiyaError, type PeerTubeClient, type PeerTubeVideoDetails } from '@piyakast/sdk';
import type { Config } from '../../config/config.js';
import type { Ask } from './address-checks.js';
import { type Check, Fault, skipped } from './finding.js';

/** A site that is surely not the instance's own. */
const STRANGER = 'https://doctor.example';
const PUBLIC = 1;

/** Whether pages of other sites can play what the instance has. Needs a public video there. */
export function playbackChecks(client: PeerTubeClient, { publicUrl }: Config, ask: Ask): Check[] {
  let found: Promise<PeerTubeVideoDetails | undefined> | undefined;
  const video = () => (found ??= publicVideo(client));
  const origin = publicUrl === undefined ? STRANGER : new URL(publicUrl).origin;
  const none = 'no public video is there yet to look at; run doctor again after the first upload';
  return [
    {
      area: 'cors',
      fix: 'Let the proxy or object storage of the instance answer `Access-Control-Allow-Origin: *` and ranges.',
      look: async (signal) => {
        const playlist = (await video())?.streamingPlaylists[0]?.playlistUrl;
        return playlist === undefined ? skipped(none) : crossOrigin(playlist, origin, ask, signal);
      },
    },
    {
      area: 'embed',
      fix: 'Take `X-Frame-Options` and `frame-ancestors` off /videos/embed/ in the proxy of the instance.',
      look: async (signal) => {
        const url = (await video())?.embedUrl;
        return url === undefined ? skipped(none) : embeddable(url, origin, ask, signal);
      },
    },
  ];
}

/** One of the account's own, else any of the instance: both come from the same place. */
async function publicVideo(client: PeerTubeClient): Promise<PeerTubeVideoDetails | undefined> {
  const own = await client.account.videos({ count: 20, sort: '-publishedAt' });
  const mine = own.data.find(
    ({ privacy, isLive, state }) => privacy.id === PUBLIC && !isLive && (state?.id ?? 1) === 1,
  );
  const any = mine ?? (await client.videos.list({ count: 1, isLocal: true, sort: '-publishedAt' })).data[0];
  if (any === undefined) return undefined;
  return client.videos.get(any.uuid).catch((error: unknown) => {
    // Deleted in between.
    if (isPiyaError(error) && error.status === 404) return undefined;
    throw error;
  });
}

async function crossOrigin(playlist: string, origin: string, ask: Ask, signal: AbortSignal) {
  const headers = { origin, range: 'bytes=0-0' };
  const answer = await ask(playlist, { headers, signal });
  await answer.body?.cancel();
  const host = new URL(playlist).host;
  const allowed = answer.headers.get('access-control-allow-origin');
  if (answer.status >= 400) {
    throw new Fault(
      `${host} answers ${answer.status} for an HLS playlist`,
      'Look into the log of the instance or its storage.',
    );
  }
  if (allowed !== '*' && allowed !== origin) {
    throw new Fault(
      `${host} lets no page of ${origin} read HLS (Access-Control-Allow-Origin is ${allowed ?? 'missing'})`,
      `Let the proxy or the object storage of the instance answer "Access-Control-Allow-Origin: *" for ${host}.`,
    );
  }
  if (answer.status !== 206) {
    throw new Fault(
      `${host} ignores Range: it answered ${answer.status} instead of 206`,
      'Let the proxy or cache in front of the instance pass Range on.',
    );
  }
  return `${host} answers pages of other sites, with ranges`;
}

async function embeddable(url: string, origin: string, ask: Ask, signal: AbortSignal) {
  const answer = await ask(url, { signal });
  await answer.body?.cancel();
  if (!answer.ok) throw new Fault(`the embed answers ${answer.status}`, 'Look into the log of the instance.');
  const options = answer.headers.get('x-frame-options');
  const policy = /frame-ancestors([^;]*)/i.exec(answer.headers.get('content-security-policy') ?? '')?.[1]?.trim();
  const { protocol, hostname } = new URL(origin);
  const isAllowed =
    policy === undefined ||
    policy
      .split(/\s+/)
      .some((source) => source === '*' || source === protocol || source === origin || source === hostname);
  if (isAllowed && (policy !== undefined || options === null)) return 'pages of other sites may embed its player';
  const header = policy === undefined ? `X-Frame-Options: ${options}` : `frame-ancestors ${policy}`;
  throw new Fault(
    `the embed refuses pages of ${origin} (${header})`,
    'Take that header off /videos/embed/ in the proxy of the instance, or add your site to it.',
  );
}
