import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress, lookupPublic, privateAddress } from './public-address.js';

/** A receiver that needs longer is asked again. */
const TIMEOUT_MS = 10_000;
const PREFIX = 'whsec_';

/** One message for one receiver, as Standard Webhooks 1.0 describes it. */
export interface Message {
  /** The same in each attempt, so that a receiver can leave out what it has had. */
  id: string;
  body: string;
}

export interface DeliverOptions {
  url: string;
  /** Base64 behind `whsec_`, or any text. */
  secret: string;
  allowPrivate: boolean;
  signal: AbortSignal;
  now?: () => number;
}

/** `webhook-signature` over id, time and body: neither can be changed, and an old message shows its age. */
export function sign({ id, body }: Message, secret: string, seconds: number): string {
  const key = secret.startsWith(PREFIX) ? Buffer.from(secret.slice(PREFIX.length), 'base64') : Buffer.from(secret);
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/** Sends a message once. @throws Error for everything but an answer of 2xx; redirects are not followed. */
export async function deliver(message: Message, options: DeliverOptions): Promise<void> {
  const { url, secret, allowPrivate, signal, now = Date.now } = options;
  const { hostname, protocol, host } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(literal) !== 0 && !isPublicAddress(literal)) throw privateAddress(host);
  const seconds = Math.floor(now() / 1000);
  const status = await new Promise<number>((resolve, reject) => {
    const sent = (protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(message.body),
        'user-agent': 'PIYAKast',
        'webhook-id': message.id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': sign(message, secret, seconds),
      },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      ...(allowPrivate ? {} : { lookup: lookupPublic }),
    });
    sent.once('error', reject);
    sent.once('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.end(message.body);
  });
  if (status < 200 || status > 299) throw new Error(`${host} answered ${status}.`);
}
