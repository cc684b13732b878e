import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.js';

const password = crypto.randomUUID();
const minimal = { PEERTUBE_URL: 'https://video.example', PEERTUBE_USERNAME: 'site', PEERTUBE_PASSWORD: password };

describe('loadConfig()', () => {
  it('needs an instance and an account, and nothing else', () => {
    expect(loadConfig(minimal)).toMatchObject({
      port: 8787,
      host: '127.0.0.1',
      maxUploadBytes: 2_147_483_648,
      auth: { kind: 'embedded' },
      localFilePolicy: { kind: 'after-transcode' },
      peertube: { url: 'https://video.example', username: 'site', password },
    });
  });

  it.each([
    ['PEERTUBE_URL', {}, 'is missing; it is the address of your PeerTube'],
    ['PEERTUBE_URL', { PEERTUBE_URL: 'video.example' }, 'must be an address that begins with http:// or https://'],
    ['PEERTUBE_USERNAME', { PEERTUBE_URL: 'https://video.example' }, 'is missing; it is the account to publish with'],
    ['PEERTUBE_PASSWORD', { ...minimal, PEERTUBE_PASSWORD: 'changeme' }, 'is still a placeholder'],
    ['PORT', { ...minimal, PORT: '70000' }, 'must be a whole number from 0 to 65535'],
    ['DATABASE_URL', { ...minimal, DATABASE_URL: 'mysql://db' }, 'must begin with postgres:// or postgresql://'],
    ['AUTH_SECRET', { ...minimal, AUTH_SECRET: 'short' }, 'is too short; use at least 32 random characters'],
    [
      'CORS_ORIGINS',
      { ...minimal, CORS_ORIGINS: 'example.org' },
      'holds "example.org", which is no origin like https://example.org',
    ],
    [
      'LOCAL_FILE_POLICY',
      { ...minimal, LOCAL_FILE_POLICY: 'keep' },
      'must be immediate, after-transcode or keep:<days>',
    ],
    ['CATEGORY_MAP', { ...minimal, CATEGORY_MAP: '[1]' }, 'must be a JSON object from labels to labels or ids'],
    ['LOG_LEVEL', { ...minimal, LOG_LEVEL: 'loud' }, 'must be one of fatal, error, warn, info, debug, trace, silent'],
    ['AUTH_AUDIENCE', { ...minimal, AUTH_AUDIENCE: 'us' }, 'means nothing without AUTH_JWKS_URL or AUTH_SECRET'],
    [
      'STATIC_DIR',
      { ...minimal, STATIC_DIR: '/site', DATA_DIR: '/site/.data' },
      'must not hold DATA_DIR, because what is in it is public',
    ],
    [
      'STORAGE_URL',
      { ...minimal, STORAGE_URL: 'https://bucket.example' },
      'must look like s3://bucket or s3://bucket/prefix; leave it out for a folder in DATA_DIR',
    ],
  ])('refuses a %s that makes no sense (promise 6)', (name, env, reason) => {
    expect(() => loadConfig(env)).toThrow(
      expect.objectContaining({ code: 'config/invalid-option', message: `${name} ${reason}.` }),
    );
  });

  it('never repeats a secret in its complaint', () => {
    const secret = crypto.randomUUID().slice(0, 20);
    expect(() => loadConfig({ ...minimal, AUTH_SECRET: secret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });

  it('reads an empty variable as an absent one', () => {
    expect(loadConfig({ ...minimal, PORT: '', DATABASE_URL: ' ' })).toMatchObject({
      port: 8787,
      databaseUrl: undefined,
    });
  });
});
