import { ConfigError } from '@piyakast/sdk';
import { type Environment, oneOf, text, url } from './values.js';

/** A bucket of an S3-compatible store. */
export interface BucketConfig {
  kind: 's3';
  bucket: string;
  /** What all keys begin with: empty, or with a slash at its end. */
  prefix: string;
  /** `undefined`: Amazon's own for the region. */
  endpoint: string | undefined;
  region: string;
  /** `undefined`: found as the AWS SDK finds them, in profiles or the machine's role. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  /** Whether players get the bytes through this server, or are sent to the bucket with a signed address. */
  reads: 'proxy' | 'redirect';
}

/** Where the files of the videos are. */
export type StorageConfig = { kind: 'folder' } | BucketConfig;

/** Endpoint, region and keys have the usual names of AWS's own tools. */
export function storageConfig(env: Environment): StorageConfig {
  const value = text(env, 'STORAGE_URL');
  if (value === undefined) return { kind: 'folder' };
  const address = URL.canParse(value) ? new URL(value) : undefined;
  if (address?.protocol !== 's3:' || address.hostname === '' || address.search !== '') {
    throw invalid(
      'STORAGE_URL',
      'must look like s3://bucket or s3://bucket/prefix; leave it out for a folder in DATA_DIR',
    );
  }
  const prefix = address.pathname.replace(/^\/+|\/+$/g, '');
  const accessKeyId = text(env, 'AWS_ACCESS_KEY_ID');
  const secretAccessKey = text(env, 'AWS_SECRET_ACCESS_KEY');
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    const missing = accessKeyId === undefined ? 'AWS_ACCESS_KEY_ID' : 'AWS_SECRET_ACCESS_KEY';
    throw invalid(missing, 'is missing, but the other half of the key is set');
  }
  const sessionToken = text(env, 'AWS_SESSION_TOKEN');
  const keys =
    accessKeyId !== undefined && secretAccessKey !== undefined ? { accessKeyId, secretAccessKey } : undefined;
  return {
    kind: 's3',
    bucket: address.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint: url(env, 'AWS_ENDPOINT_URL_S3') ?? url(env, 'AWS_ENDPOINT_URL'),
    region: text(env, 'AWS_REGION') ?? text(env, 'AWS_DEFAULT_REGION') ?? 'us-east-1',
    credentials: keys && { ...keys, ...(sessionToken === undefined ? {} : { sessionToken }) },
    reads: oneOf(env, 'STORAGE_READS', ['proxy', 'redirect'] as const) ?? 'proxy',
  };
}

function invalid(name: string, reason: string): ConfigError {
  return new ConfigError(`${name} ${reason}.`, { code: 'config/invalid-option' });
}
