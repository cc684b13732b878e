import { ConfigError } from '@piyakast/sdk';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Environment, text, url } from './values.js';

/** The account that this server publishes with. */
export interface PeerTubeConfig {
  url: string;
  username: string;
  password: string;
}

/** One PeerTube of several. */
export interface InstanceConfig extends PeerTubeConfig {
  /** Share of new videos and lives; 0 takes none. */
  weight: number;
  /** Takes nothing new; what it has is followed and played. */
  draining: boolean;
  /** What its media is served from in place of its own origin, without a trailing slash. */
  mediaBaseUrl: string | undefined;
}

const PLACEHOLDER = /^(change-?me|password|secret|example|todo|xxx+|your[-_ ].*|<.*>)$/i;

const Given = Type.Array(
  Type.Object(
    {
      url: Type.String(),
      username: Type.String({ minLength: 1 }),
      password: Type.String({ minLength: 1 }),
      weight: Type.Optional(Type.Number({ minimum: 0, maximum: 1000 })),
      draining: Type.Optional(Type.Boolean()),
      mediaBaseUrl: Type.Optional(Type.String()),
    },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 100 },
);
const given = Compile(Given);

/** `PEERTUBE_INSTANCES`, or the one of `PEERTUBE_URL`. @throws ConfigError that names the variable, without its value. */
export function peertubeInstances(env: Environment): [InstanceConfig, ...InstanceConfig[]] {
  const list = text(env, 'PEERTUBE_INSTANCES');
  if (list === undefined) return [{ ...oneInstance(env), weight: 1, draining: false, mediaBaseUrl: undefined }];
  if (text(env, 'PEERTUBE_URL') !== undefined) throw invalid('PEERTUBE_URL', 'contradicts PEERTUBE_INSTANCES; set one');
  const [first, ...others] = parse(list).map(instanceOf);
  if (first === undefined) throw invalid('PEERTUBE_INSTANCES', 'is empty');
  const origins = [first, ...others].map((one) => new URL(one.url).origin);
  if (new Set(origins).size < origins.length) throw invalid('PEERTUBE_INSTANCES', 'names an instance twice');
  return [first, ...others];
}

function instanceOf({
  weight = 1,
  draining = false,
  mediaBaseUrl,
  ...one
}: Static<typeof Given>[number]): InstanceConfig {
  const address = (value: string | undefined) => url({ PEERTUBE_INSTANCES: value }, 'PEERTUBE_INSTANCES');
  if (PLACEHOLDER.test(one.password)) throw invalid('PEERTUBE_INSTANCES', 'has a password that is still a placeholder');
  return { ...one, url: address(one.url) ?? '', weight, draining, mediaBaseUrl: address(mediaBaseUrl) };
}

function parse(list: string): Static<typeof Given> {
  const shape =
    'must be a JSON list of objects with url, username, password, and weight, draining, mediaBaseUrl at will';
  let value: unknown;
  try {
    value = JSON.parse(list);
  } catch {
    // The reason would hold a part of the text, and so perhaps of a password.
    throw invalid('PEERTUBE_INSTANCES', shape);
  }
  if (!given.Check(value)) throw invalid('PEERTUBE_INSTANCES', shape);
  return value;
}

function oneInstance(env: Environment): PeerTubeConfig {
  const address = url(env, 'PEERTUBE_URL');
  if (address === undefined) throw invalid('PEERTUBE_URL', 'is missing; it is the address of your PeerTube');
  const username = text(env, 'PEERTUBE_USERNAME');
  if (username === undefined) throw invalid('PEERTUBE_USERNAME', 'is missing; it is the account to publish with');
  const password = text(env, 'PEERTUBE_PASSWORD');
  if (password === undefined) throw invalid('PEERTUBE_PASSWORD', 'is missing');
  if (PLACEHOLDER.test(password)) throw invalid('PEERTUBE_PASSWORD', 'is still a placeholder');
  return { url: address, username, password };
}

function invalid(name: string, reason: string): ConfigError {
  return new ConfigError(`${name} ${reason}.`, { code: 'config/invalid-option' });
}
