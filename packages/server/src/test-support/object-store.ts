import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3 } from '@aws-sdk/client-s3';
import { until } from '@piyakast/testing/kit';
import { freePort } from './postgres.js';

/** Debian's Swift belongs to Debian's Python, whichever other is on the path. */
const PYTHON = '/usr/bin/python3';
const SWIFT = '/usr/bin/swift-proxy-server';
const KEYS = { AWS_ACCESS_KEY_ID: 'test:tester', AWS_SECRET_ACCESS_KEY: 'testing', AWS_REGION: 'us-east-1' };

/** An S3-compatible store in a separate process. */
export interface ObjectStore {
  /** What a server needs to use one bucket, which is made here. */
  bucket(name: string): Promise<Record<string, string>>;
  /** The client of the vendor, for a look into a bucket. */
  readonly client: S3;
  stop(): Promise<void>;
}

/** Whether OpenStack Swift is installed; `npm test` brings it where it may. */
export const hasObjectStore = (): boolean => existsSync(SWIFT) && existsSync(PYTHON);

/** OpenStack Swift with its S3 API, whose files are in a temporary directory. */
export async function startObjectStore(): Promise<ObjectStore> {
  const directory = await mkdtemp(join(tmpdir(), 'piyakast-swift-'));
  const port = await freePort();
  const program = join(import.meta.dirname, 'object_store.py');
  const swift: ChildProcess = spawn(PYTHON, [program, directory, String(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  swift.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const exit = new Promise<void>((resolve) => swift.once('close', () => resolve()));
  const endpoint = `http://127.0.0.1:${port}`;
  await until(
    'the object store to answer',
    async () => {
      if (swift.exitCode !== null) throw new Error(`The object store ended:\n${errors}`);
      return fetch(`${endpoint}/healthcheck`).then(
        ({ ok }) => ok,
        () => false,
      );
    },
    { timeoutMs: 60_000 },
  );
  const credentials = { accessKeyId: KEYS.AWS_ACCESS_KEY_ID, secretAccessKey: KEYS.AWS_SECRET_ACCESS_KEY };
  const client = new S3({ endpoint, region: KEYS.AWS_REGION, forcePathStyle: true, credentials });
  return {
    client,
    async bucket(name) {
      await client.createBucket({ Bucket: name });
      return { STORAGE_URL: `s3://${name}/videos`, AWS_ENDPOINT_URL_S3: endpoint, ...KEYS };
    },
    async stop() {
      client.destroy();
      swift.kill('SIGKILL');
      await exit;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
