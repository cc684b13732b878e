import { isAbsolute, relative, resolve } from 'node:path';
import { ConfigError } from '@piyakast/sdk';
import { RESERVE_BYTES } from '../files/disk.js';
import { type InstanceConfig, type PeerTubeConfig, peertubeInstances } from './instances.js';
import { type StorageConfig, storageConfig } from './storage.js';
import { type Environment, flag, integer, list, oneOf, text, url } from './values.js';

/** When the local copy of a published video goes. */
export type LocalFilePolicy =
  /** As soon as PeerTube has every byte, before it has transcoded them. */
  | { kind: 'immediate' }
  /** When PeerTube says that the video plays. */
  | { kind: 'after-transcode' }
  /** So many days after that. */
  | { kind: 'keep'; days: number };

/** Where the tokens of this server's users come from. */
export type AuthConfig =
  /** One owner, whose token is made at the first start and kept in the data directory. */
  | { kind: 'embedded' }
  | ({ kind: 'secret'; secret: string } & TokenChecks)
  | ({ kind: 'jwks'; url: string } & TokenChecks);

/** What else must be right about a token. A sign-in that serves several sites needs them, else all tokens fit all. */
export interface TokenChecks {
  audience: string | undefined;
  issuer: string | undefined;
}

/** Requests per minute, over all servers; 0: no limit. Bytes of media are not counted. */
export interface RateLimits {
  perAddress: number;
  perUser: number;
}

/** Where changes are sent to, signed. */
export interface WebhookConfig {
  urls: string[];
  secret: string;
  /** Whether addresses of this machine and of private networks may be called. */
  allowPrivate: boolean;
}

/** What one user may have here at a time. */
export interface UserLimits {
  /** Bytes of files that lie here, being received or waiting for PeerTube; `undefined`: as many as fit. */
  quotaBytes: number | undefined;
  /** Uploads that have begun and are not complete. */
  uploads: number;
}

/** Everything that a server is started with. Sizes in bytes, times in milliseconds. */
export interface Config {
  host: string;
  port: number;
  /** Address that browsers use, without a trailing slash. `undefined`: the address that the server listens on. */
  publicUrl: string | undefined;
  mediaBaseUrl: string | undefined;
  dataDir: string;
  /** `undefined`: PGlite in {@link dataDir}. */
  databaseUrl: string | undefined;
  storage: StorageConfig;
  /** Where nginx has the folder of the files, with a slash at its end. `undefined`: no nginx sends them. */
  accelPrefix: string | undefined;
  /** The first of {@link instances}. */
  peertube: PeerTubeConfig;
  instances: InstanceConfig[];
  auth: AuthConfig;
  /** What secrets in the database are sealed with. `undefined`: the auth secret, or one made in {@link dataDir}. */
  serverSecret: string | undefined;
  /** Where encoders send to, for `doctor`. `undefined`: as a live of the account has it. */
  rtmpUrl: string | undefined;
  corsOrigins: string[];
  maxUploadBytes: number;
  logLevel: string;
  logFile: string | undefined;
  metricsToken: string | undefined;
  staticDir: string | undefined;
  localFilePolicy: LocalFilePolicy;
  /** Labels of the product's categories to labels, or ids, of the instance's; goes before the defaults. */
  categoryMap: Record<string, string | number>;
  /** Uploads to PeerTube at the same time, for each server. */
  publishConcurrency: number;
  /** The program that makes posters and forms that browsers play; `undefined`: originals are offered as they are. */
  ffmpeg: string | undefined;
  /** How often it is asked whether PeerTube is there, while it is; five times as often while it is not. */
  probeIntervalMs: number;
  /** How long an unfinished upload from a browser is kept. */
  receivingTtlMs: number;
  /** Bytes of the disk that uploads leave free. */
  diskReserveBytes: number;
  rateLimits: RateLimits;
  webhooks: WebhookConfig;
  userLimits: UserLimits;
  /** Whether a proxy's `X-Forwarded-…` headers are believed. */
  trustProxy: boolean;
}

const TWO_GIGABYTES = 2_147_483_648;
const HOUR_MS = 3_600_000;
/** A secret shorter than the output of HS256 can be guessed from one token (RFC 7518, section 3.2). */
const SECRET_LENGTH = 32;
const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/**
 * Reads the server's configuration from environment variables and refuses what makes no sense.
 *
 * @throws ConfigError `config/invalid-option`, naming the variable. The message never holds a secret's value.
 */
export function loadConfig(env: Environment): Config {
  const dataDir = resolve(text(env, 'DATA_DIR') ?? '.piyakast');
  const instances = peertubeInstances(env);
  return {
    host: text(env, 'HOST') ?? '127.0.0.1',
    port: integer(env, 'PORT', { min: 0, max: 65_535 }) ?? 8787,
    publicUrl: url(env, 'PUBLIC_URL'),
    mediaBaseUrl: url(env, 'MEDIA_BASE_URL'),
    dataDir,
    databaseUrl: databaseUrl(env),
    storage: storageConfig(env),
    accelPrefix: accelPrefix(env),
    peertube: instances[0],
    instances,
    auth: auth(env),
    serverSecret: secret(env, 'SERVER_SECRET'),
    rtmpUrl: rtmpUrl(env),
    corsOrigins: origins(env),
    maxUploadBytes: integer(env, 'MAX_UPLOAD_BYTES', { min: 1, max: Number.MAX_SAFE_INTEGER }) ?? TWO_GIGABYTES,
    logLevel: oneOf(env, 'LOG_LEVEL', LEVELS) ?? 'info',
    logFile: text(env, 'LOG_FILE'),
    metricsToken: secret(env, 'METRICS_TOKEN'),
    staticDir: staticDirectory(env, dataDir),
    localFilePolicy: localFilePolicy(env),
    categoryMap: categoryMap(env),
    publishConcurrency: integer(env, 'PUBLISH_CONCURRENCY', { min: 1, max: 32 }) ?? 2,
    ffmpeg: ffmpeg(env),
    probeIntervalMs: (integer(env, 'PROBE_SECONDS', { min: 1, max: 3600 }) ?? 15) * 1000,
    receivingTtlMs: (integer(env, 'RECEIVING_TTL_HOURS', { min: 1, max: 8760 }) ?? 24) * HOUR_MS,
    diskReserveBytes: integer(env, 'DISK_RESERVE_BYTES', { min: 0, max: Number.MAX_SAFE_INTEGER }) ?? RESERVE_BYTES,
    rateLimits: {
      perAddress: integer(env, 'RATE_LIMIT_PER_ADDRESS', { min: 0, max: 1_000_000_000 }) ?? 3000,
      perUser: integer(env, 'RATE_LIMIT_PER_USER', { min: 0, max: 1_000_000_000 }) ?? 1200,
    },
    webhooks: webhooks(env),
    userLimits: {
      quotaBytes: integer(env, 'USER_QUOTA_BYTES', { min: 1, max: Number.MAX_SAFE_INTEGER }),
      uploads: integer(env, 'USER_UPLOADS', { min: 1, max: 1_000_000 }) ?? 250,
    },
    trustProxy: flag(env, 'TRUST_PROXY') ?? false,
  };
}

/** What lies there is public, so the secrets and the private videos must not. */
function staticDirectory(env: Environment, dataDir: string): string | undefined {
  const value = text(env, 'STATIC_DIR');
  if (value === undefined) return undefined;
  const directory = resolve(value);
  const inside = relative(directory, dataDir);
  if (inside === '' || !(inside.startsWith('..') || isAbsolute(inside))) {
    throw invalid('STATIC_DIR', 'must not hold DATA_DIR, because what is in it is public');
  }
  return directory;
}

/** nginx answers `X-Accel-Redirect` from an internal location of this name. */
function accelPrefix(env: Environment): string | undefined {
  const value = text(env, 'ACCEL_REDIRECT');
  if (value === undefined) return undefined;
  if (!/^(\/[\w-]+)+\/?$/.test(value))
    throw invalid('ACCEL_REDIRECT', 'must be the name of an nginx location, like /files');
  return value.endsWith('/') ? value : `${value}/`;
}

function rtmpUrl(env: Environment): string | undefined {
  const value = text(env, 'RTMP_URL');
  if (value === undefined || (/^rtmps?:\/\//.test(value) && URL.canParse(value))) return value;
  throw invalid('RTMP_URL', 'must begin with rtmp:// or rtmps://');
}

function ffmpeg(env: Environment): string | undefined {
  const value = text(env, 'FFMPEG_PATH') ?? 'ffmpeg';
  return value === 'off' ? undefined : value;
}

function databaseUrl(env: Environment): string | undefined {
  const value = text(env, 'DATABASE_URL');
  if (value === undefined) return undefined;
  if (!/^postgres(ql)?:\/\//.test(value)) throw invalid('DATABASE_URL', 'must begin with postgres:// or postgresql://');
  return value;
}

function auth(env: Environment): AuthConfig {
  const jwks = url(env, 'AUTH_JWKS_URL');
  const shared = secret(env, 'AUTH_SECRET');
  if (jwks !== undefined && shared !== undefined) throw invalid('AUTH_SECRET', 'contradicts AUTH_JWKS_URL; set one');
  const checks = { audience: text(env, 'AUTH_AUDIENCE'), issuer: text(env, 'AUTH_ISSUER') };
  if (jwks !== undefined) return { kind: 'jwks', url: jwks, ...checks };
  if (shared !== undefined) return { kind: 'secret', secret: shared, ...checks };
  for (const [name, value] of [['AUTH_AUDIENCE', checks.audience] as const, ['AUTH_ISSUER', checks.issuer] as const]) {
    if (value !== undefined) throw invalid(name, 'means nothing without AUTH_JWKS_URL or AUTH_SECRET');
  }
  return { kind: 'embedded' };
}

function webhooks(env: Environment): WebhookConfig {
  const urls = list(env, 'WEBHOOK_URLS');
  for (const value of urls) {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    if (
      parsed === undefined ||
      !/^https?:$/.test(parsed.protocol) ||
      parsed.username !== '' ||
      parsed.password !== ''
    ) {
      throw invalid(
        'WEBHOOK_URLS',
        'must be addresses that begin with http:// or https://, without a name or password',
      );
    }
  }
  const shared = secret(env, 'WEBHOOK_SECRET');
  if (urls.length > 0 && shared === undefined) {
    throw invalid('WEBHOOK_SECRET', 'is missing; receivers check with it that a message is from here');
  }
  return { urls, secret: shared ?? '', allowPrivate: flag(env, 'WEBHOOK_ALLOW_PRIVATE') ?? false };
}

function secret(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value !== undefined && value.length < SECRET_LENGTH) {
    throw invalid(name, `is too short; use at least ${SECRET_LENGTH} random characters`);
  }
  return value;
}

function origins(env: Environment): string[] {
  const values = list(env, 'CORS_ORIGINS');
  for (const value of values) {
    if (value !== '*' && !(URL.canParse(value) && new URL(value).origin === value)) {
      throw invalid('CORS_ORIGINS', `holds "${value}", which is no origin like https://example.org`);
    }
  }
  return values;
}

function localFilePolicy(env: Environment): LocalFilePolicy {
  const value = text(env, 'LOCAL_FILE_POLICY') ?? 'after-transcode';
  if (value === 'immediate' || value === 'after-transcode') return { kind: value };
  const days = /^keep:(\d{1,5})$/.exec(value)?.[1];
  if (days === undefined) throw invalid('LOCAL_FILE_POLICY', 'must be immediate, after-transcode or keep:<days>');
  return { kind: 'keep', days: Number(days) };
}

function categoryMap(env: Environment): Record<string, string | number> {
  const value = text(env, 'CATEGORY_MAP');
  if (value === undefined) return {};
  const problem = 'must be a JSON object from labels to labels or ids';
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (cause) {
    throw invalid('CATEGORY_MAP', problem, cause);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw invalid('CATEGORY_MAP', problem);
  const map: Record<string, string | number> = {};
  for (const [label, target] of Object.entries(parsed)) {
    if (typeof target !== 'string' && typeof target !== 'number') throw invalid('CATEGORY_MAP', problem);
    map[label] = target;
  }
  return map;
}

function invalid(name: string, reason: string, cause?: unknown): ConfigError {
  return new ConfigError(`${name} ${reason}.`, { code: 'config/invalid-option', cause });
}
