import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3 } from '@aws-sdk/client-s3';
import type { BucketConfig } from '../config/storage.js';
import { type BucketUploads, createBucketUploads, unlessMissing } from './bucket-uploads.js';
import type { CommonStorage } from './common-storage.js';
import { DERIVED, FILE_ID, fileKey, SIDECAR } from './file-key.js';

/** A part of a file, with what the bucket says of it. */
export interface BucketAnswer {
  status: number;
  body: Readable | undefined;
  sizeBytes: number | undefined;
  contentRange: string | undefined;
  etag: string | undefined;
}

/** Files in a bucket of an S3-compatible store. */
export interface BucketStorage extends CommonStorage {
  readonly kind: 's3';
  /** The side of tus: parts of a multipart upload until the last byte is here. */
  readonly uploads: BucketUploads;
  /** Whether players are sent to the bucket, instead of getting the bytes through this server. */
  readonly redirects: boolean;
  /** Asks the bucket with the range and conditions of a request; it evaluates them. */
  get(key: string, headers: ReadHeaders): Promise<BucketAnswer>;
  /** The tag of a whole file; `undefined` when there is none. */
  etag(key: string): Promise<string | undefined>;
  /** An address of the bucket that plays this file for so long, without other rights. */
  signedUrl(key: string, seconds: number, headers: { type: string; disposition: string }): Promise<string>;
  /** Ends its connections. */
  close(): void;
}

/** The headers of a request that decide what of a file is sent. */
export interface ReadHeaders {
  range?: string | undefined;
  ifNoneMatch?: string | undefined;
  ifMatch?: string | undefined;
}

/** One factory: its methods are short and share the client and its bucket. */
export async function createBucketStorage(config: BucketConfig, temporary: string): Promise<BucketStorage> {
  const [{ S3, GetObjectCommand }, { getSignedUrl }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/s3-request-presigner'),
  ]);
  const { bucket: Bucket, prefix } = config;
  const client = new S3(clientOptions(config));
  const uploads = await createBucketUploads(client, Bucket, prefix);
  const at = (key: string) => ({ Bucket, Key: `${prefix}${key}` });
  const sizeOf = async (key: string) => (await unlessMissing(client.headObject(at(key))))?.ContentLength;
  const bodyOf = async (id: string, range?: { start: number; end: number }, derived?: string): Promise<Readable> => {
    const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
    return (await client.getObject({ ...at(fileKey(id, derived)), Range })).Body as Readable;
  };
  const removeAll = async (keys: Iterable<string>) => {
    for (const key of keys) await client.deleteObject(at(key));
  };

  return {
    kind: 's3',
    place: `s3://${Bucket}/${prefix}`,
    redirects: config.reads === 'redirect',
    uploads,
    size: (id) => sizeOf(fileKey(id)),
    create: (id, sizeBytes) => uploads.announce(fileKey(id), sizeBytes),
    async complete(id, sizeBytes) {
      if ((await sizeOf(fileKey(id))) === sizeBytes) return true;
      return (await uploads.finish(id, sizeBytes)) && (await sizeOf(id)) === sizeBytes;
    },
    async head(id, bytes) {
      const seen = uploads.takeHead(id);
      if (seen !== undefined) return seen.subarray(0, bytes);
      if ((await sizeOf(fileKey(id))) === undefined) return undefined;
      return buffered(await bodyOf(id, { start: 0, end: bytes - 1 }));
    },
    read: (id, range) => bodyOf(id, range),
    async withLocalFile(id, use) {
      await mkdir(temporary, { recursive: true, mode: 0o700 });
      const path = join(temporary, `${id}-${crypto.randomUUID()}`);
      try {
        await pipeline(await bodyOf(id), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    async writeDerived(id, name, path, mediaType) {
      const { size: ContentLength } = await stat(path);
      const Body = createReadStream(path);
      await client.putObject({ ...at(fileKey(id, name)), Body, ContentLength, ContentType: mediaType });
    },
    derivedSize: (id, name) => sizeOf(fileKey(id, name)),
    readDerived: (id, name) => bodyOf(id, undefined, name),
    async remove(id) {
      // A sidecar promises a file, so it goes first.
      await removeAll([`${fileKey(id)}${SIDECAR}`]);
      await uploads.abandon(id);
      const derived = (await listAll(client, Bucket, `${prefix}${id}${DERIVED}/`)).map(({ key }) => key);
      await removeAll([...derived.map((key) => key.slice(prefix.length)), id]);
    },
    async list() {
      const newest = new Map<string, number>();
      for (const { key, modifiedAtMs } of await listAll(client, Bucket, prefix)) {
        const id = key.slice(prefix.length, prefix.length + 36);
        if (FILE_ID.test(id)) newest.set(id, Math.max(newest.get(id) ?? 0, modifiedAtMs));
      }
      return [...newest].map(([id, modifiedAtMs]) => ({ id, modifiedAtMs }));
    },
    async writeSidecar(id, text) {
      await client.putObject({ ...at(`${fileKey(id)}${SIDECAR}`), Body: text, ContentType: 'application/json' });
    },
    async readSidecar(id) {
      const found = await unlessMissing(client.getObject(at(`${fileKey(id)}${SIDECAR}`)));
      return found?.Body?.transformToString();
    },
    async listSidecars() {
      const keys = (await listAll(client, Bucket, prefix)).map(({ key }) => key.slice(prefix.length));
      const ids = keys.filter((key) => key.endsWith(SIDECAR)).map((key) => key.slice(0, -SIDECAR.length));
      return ids.filter((id) => FILE_ID.test(id));
    },
    async check() {
      const probe = `.probe-${crypto.randomUUID()}`;
      await client.putObject({ ...at(probe), Body: 'x' });
      await client.deleteObject(at(probe));
    },
    freeBytes: async () => Number.POSITIVE_INFINITY,
    etag: async (key) => (await unlessMissing(client.headObject(at(key))))?.ETag,
    get: (key, headers) => conditionalGet(client, at(key), headers),
    signedUrl: (key, expiresIn, { type, disposition }) => {
      const response = { ResponseContentType: type, ResponseContentDisposition: disposition };
      return getSignedUrl(client, new GetObjectCommand({ ...at(key), ...response }), { expiresIn });
    },
    close: () => client.destroy(),
  };
}

function clientOptions({ endpoint, region, credentials }: BucketConfig) {
  return {
    region,
    ...(credentials === undefined ? {} : { credentials }),
    // Stores beside Amazon's own serve buckets below their address.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    // Newer checksums are unknown to many compatible stores; the parts have MD5 sums.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
  };
}

/** One range at most: stores differ in what they answer to several. */
const ONE_RANGE = /^bytes=(?:\d+-\d*|-\d+)$/;

async function conditionalGet(
  client: S3,
  at: { Bucket: string; Key: string },
  { range, ifNoneMatch, ifMatch }: ReadHeaders,
): Promise<BucketAnswer> {
  const Range = range !== undefined && ONE_RANGE.test(range) ? range : undefined;
  try {
    const answer = await client.getObject({ ...at, Range, IfNoneMatch: ifNoneMatch, IfMatch: ifMatch });
    return {
      status: answer.ContentRange === undefined ? 200 : 206,
      body: answer.Body as Readable,
      sizeBytes: answer.ContentLength,
      contentRange: answer.ContentRange,
      etag: answer.ETag,
    };
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status !== 304 && status !== 404 && status !== 412 && status !== 416) throw error;
    return { status, body: undefined, sizeBytes: undefined, contentRange: undefined, etag: ifNoneMatch };
  }
}

async function listAll(client: S3, Bucket: string, Prefix: string) {
  const found: { key: string; modifiedAtMs: number }[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.listObjectsV2({ Bucket, Prefix, ContinuationToken });
    for (const { Key = '', LastModified } of page.Contents ?? []) {
      found.push({ key: Key, modifiedAtMs: LastModified?.getTime() ?? Date.now() });
    }
    ContinuationToken = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (ContinuationToken !== undefined);
  return found;
}

async function buffered(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
