import { type Check, Fault, note } from './finding.js';

/** How an address is asked without following redirects; replaced in tests. */
export type Ask = (url: string, init?: RequestInit) => Promise<Response>;

/** Beyond it, tokens that end are taken for valid ones, and one-time codes do not fit. */
const MAX_CLOCK_SKEW_SECONDS = 30;

/** Whether the instance is there, and whether it is there under this address. */
export function addressChecks(url: string, ask: Ask): Check[] {
  return [
    {
      area: 'network',
      fix: 'Check PEERTUBE_URL, DNS and the firewall of this machine; `curl <PEERTUBE_URL>/api/v1/ping` should answer "pong".',
      look: (signal) => reachable(url, ask, signal),
    },
    {
      area: 'https',
      fix: 'Renew or install the certificate of the instance.',
      look: (signal) => transport(url, ask, signal),
    },
    {
      area: 'address',
      fix: 'Set PEERTUBE_URL to the address that the instance is configured with (`webserver.hostname` and `port`).',
      look: (signal) => ownAddress(url, ask, signal),
    },
    {
      area: 'clock',
      fix: 'Synchronise the clock of this machine (`timedatectl set-ntp true`), or that of the instance.',
      look: (signal) => clock(url, ask, signal),
    },
  ];
}

async function reachable(url: string, ask: Ask, signal: AbortSignal): Promise<string> {
  let answer: Response;
  try {
    answer = await ask(`${url}/api/v1/ping`, { redirect: 'manual', signal });
  } catch (error) {
    const code = causeCode(error);
    if (isCertificateProblem(code)) throw certificateFault(url, code);
    throw new Fault(`${url} does not answer (${code})`, NETWORK_FIX[code] ?? NETWORK_FIX.other ?? '');
  }
  if (isRedirect(answer)) throw await redirectFault(url, answer, ask, signal);
  const text = await answer.text();
  if (answer.ok && text.includes('pong')) return `${url} answers`;
  const fix = 'Is this the address of a PeerTube? Start it, or set PEERTUBE_URL to its own address.';
  throw new Fault(`${url} answers ${answer.status}, but not as a PeerTube does`, fix);
}

const NETWORK_FIX: Record<string, string> = {
  ENOTFOUND: 'The name is not known: correct PEERTUBE_URL or DNS.',
  EAI_AGAIN: 'DNS does not answer on this machine: check /etc/resolv.conf.',
  ECONNREFUSED: 'Nothing listens there: start PeerTube or its proxy, or correct the port in PEERTUBE_URL.',
  other: 'Check PEERTUBE_URL, the firewall, and that PeerTube runs.',
};

/** A redirect is followed by browsers and refused here: a password would go where no one looked. */
async function redirectFault(url: string, answer: Response, ask: Ask, signal: AbortSignal): Promise<Fault> {
  const target = new URL(answer.headers.get('location') ?? '/', url);
  const says = `${url} redirects to ${target.origin}`;
  if (target.origin === url) {
    return new Fault(
      `${url} redirects its API to ${target.pathname}`,
      'Let the proxy pass /api/ to PeerTube.',
      'https',
    );
  }
  try {
    const there = await ask(`${target.origin}/api/v1/ping`, { redirect: 'manual', signal });
    const isThere = there.ok && (await there.text()).includes('pong');
    if (isThere) return new Fault(says, `Set PEERTUBE_URL=${target.origin}.`, 'https');
    return new Fault(`${says}, which answers ${there.status} and is no PeerTube`, DEAD_FIX, 'https');
  } catch (error) {
    const code = causeCode(error);
    if (isCertificateProblem(code)) return certificateFault(target.origin, code);
    return new Fault(`${says}, and nothing answers there (${code})`, DEAD_FIX, 'https');
  }
}

const DEAD_FIX =
  'Let the proxy of the instance serve HTTPS (certificate, port 443 open), or take the redirect out of its configuration.';

async function transport(url: string, ask: Ask, signal: AbortSignal) {
  const { protocol, hostname, host } = new URL(url);
  if (protocol === 'https:') return 'HTTPS with a valid certificate';
  if (/^(localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(hostname)) return `plain HTTP inside (${host})`;
  const secure = await ask(`https://${hostname}/api/v1/ping`, { redirect: 'manual', signal }).then(
    (answer) => answer.ok,
    () => false,
  );
  const fix = secure ? `Set PEERTUBE_URL=https://${hostname}.` : 'Put the instance behind HTTPS.';
  return note('the password travels unencrypted, because PEERTUBE_URL begins with http://', fix);
}

/** PeerTube signs in only those that call it by the host and port that it is configured with. */
async function ownAddress(url: string, ask: Ask, signal: AbortSignal): Promise<string> {
  const answer = await ask(`${url}/api/v1/oauth-clients/local`, { redirect: 'manual', signal });
  if (answer.ok) return `host and port are those of the instance (${new URL(url).host})`;
  const own = await configuredOrigin(url, ask, signal);
  if (answer.status !== 403) {
    throw new Fault(`${url}/api/v1/oauth-clients/local answers ${answer.status}`, 'Look into the log of the instance.');
  }
  const fix =
    own === undefined || own === url
      ? 'Let the proxy pass the Host header on, with the port (`proxy_set_header Host $http_host`).'
      : `Set PEERTUBE_URL=${own}, or correct \`webserver\` in the configuration of the instance.`;
  throw new Fault(`PeerTube refuses sign-ins by the name ${new URL(url).host}`, fix);
}

/** What the instance calls itself, from its NodeInfo. */
async function configuredOrigin(url: string, ask: Ask, signal: AbortSignal): Promise<string | undefined> {
  try {
    const answer = await ask(`${url}/.well-known/nodeinfo`, { signal });
    const { links } = (await answer.json()) as { links: { href: string }[] };
    return links[0] === undefined ? undefined : new URL(links[0].href).origin;
  } catch {
    // A hint only; the fault stands without it.
    return undefined;
  }
}

async function clock(url: string, ask: Ask, signal: AbortSignal) {
  const answer = await ask(`${url}/api/v1/ping`, { redirect: 'manual', signal });
  const theirs = Date.parse(answer.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return note('the instance does not say what time it is');
  const seconds = Math.round((Date.now() - theirs) / 1000);
  if (Math.abs(seconds) <= MAX_CLOCK_SKEW_SECONDS) return 'this machine and the instance have the same time';
  const fix = 'Synchronise the clock of this machine (`timedatectl set-ntp true`), or that of the instance.';
  throw new Fault(`this machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the instance`, fix);
}

const isRedirect = ({ status }: Response): boolean => status >= 300 && status < 400;

/** The system's or TLS's code, wherever `fetch` hides it. */
function causeCode(error: unknown): string {
  let reason = 'unknown';
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code, name, message } = current as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
    if (name === 'TimeoutError') return 'no answer in time';
    // Such as "bad port", for the ports that `fetch` never asks.
    reason = message;
  }
  return reason;
}

const isCertificateProblem = (code: string): boolean => /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code);

function certificateFault(url: string, code: string): Fault {
  const fix = 'Renew the certificate of the instance, with its chain; for one of your own set NODE_EXTRA_CA_CERTS.';
  return new Fault(`the certificate of ${url} is not valid (${code})`, fix, 'https');
}
