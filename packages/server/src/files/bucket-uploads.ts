import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import type { S3 } from '@aws-sdk/client-s3';
import { HEAD_BYTES } from '@piyakast/sdk';
import type { S3Store } from '@tus/s3-store';
import { Upload } from '@tus/server';

/** The side of tus in a bucket. */
export interface BucketUploads extends S3Store {
  /** Begins the multipart upload of a file, unless it has begun. */
  announce(id: string, sizeBytes: number): Promise<void>;
  /** Puts the parts together when they are all there; for a server that died before it could. */
  finish(id: string, sizeBytes: number): Promise<boolean>;
  /** Ends an upload that is not complete, and removes its parts. */
  abandon(id: string): Promise<void>;
  /** The first bytes, when this server received them; they cannot be read from a part. Given once. */
  takeHead(id: string): Uint8Array | undefined;
}

/**
 * Made by a function, because the library and its client are only loaded where a bucket is used. Its methods are short and share
 * both.
 */
export async function createBucketUploads(client: S3, bucket: string, prefix: string): Promise<BucketUploads> {
  const { S3Store } = await import('@tus/s3-store');
  const heads = new Map<string, Uint8Array>();

  return new (class extends S3Store implements BucketUploads {
    constructor() {
      super({ s3ClientConfig: { bucket, region: 'none' } });
      this.client.destroy();
      this.client = prefixed(client, prefix);
      this.extensions = ['creation', 'creation-with-upload', 'termination'];
    }

    override async create(upload: Upload): Promise<Upload> {
      await this.announce(upload.id, upload.size ?? 0);
      return upload;
    }

    async announce(id: string, sizeBytes: number): Promise<void> {
      // The same announcement may come twice, and bytes between the two.
      if ((await unlessMissing(this.getMetadata(id))) !== undefined) return;
      await super.create(new Upload({ id, size: sizeBytes, offset: 0 }));
    }

    override write(source: Readable, id: string, offset: number): Promise<number> {
      return super.write(offset === 0 ? source.pipe(this.#keepHead(source, id)) : source, id, offset);
    }

    async finish(id: string, sizeBytes: number): Promise<boolean> {
      const metadata = await unlessMissing(this.getMetadata(id));
      if (metadata === undefined) return false;
      try {
        const parts = await this.retrieveParts(id);
        if (parts.reduce((sum, { Size = 0 }) => sum + Size, 0) !== sizeBytes) return false;
        await this.finishMultipartUpload(metadata, parts);
      } catch (error) {
        // Another server, or an earlier try, has put them together.
        if (!isMissing(error)) throw error;
      }
      return true;
    }

    async abandon(id: string): Promise<void> {
      heads.delete(id);
      const metadata = await unlessMissing(this.getMetadata(id));
      if (metadata !== undefined) {
        const { 'upload-id': UploadId } = metadata;
        await unlessMissing(this.client.abortMultipartUpload({ Bucket: this.bucket, Key: id, UploadId }));
      }
      // One by one: deleting many at once asks for an MD5 sum in some stores, which the client does not send.
      for (const Key of [this.partKey(id, true), this.infoKey(id)]) {
        await this.client.deleteObject({ Bucket: this.bucket, Key });
      }
      await this.clearCache(id);
    }

    override remove(id: string): Promise<void> {
      return this.abandon(id);
    }

    takeHead(id: string): Uint8Array | undefined {
      const head = heads.get(id);
      heads.delete(id);
      return head;
    }

    #keepHead(source: Readable, id: string): Transform {
      const begun: Buffer[] = [];
      let kept = 0;
      const watch = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          if (kept < HEAD_BYTES) {
            begun.push(chunk.subarray(0, HEAD_BYTES - kept));
            kept += chunk.length;
            if (kept >= HEAD_BYTES) heads.set(id, Buffer.concat(begun));
          }
          done(null, chunk);
        },
      });
      source.once('error', (error) => watch.destroy(error));
      source.once('close', () => {
        if (!source.readableEnded) watch.destroy(new Error('The connection broke.'));
      });
      return watch;
    }
  })();
}

/** The same client, with every key below a prefix. */
function prefixed(client: S3, prefix: string): S3 {
  if (prefix === '') return client;
  return new Proxy(client, {
    get(target, name) {
      const member = Reflect.get(target, name, target) as unknown;
      if (typeof member !== 'function') return member;
      return (input: { Key?: string }, ...rest: unknown[]) =>
        member.call(target, 'Key' in input ? { ...input, Key: `${prefix}${input.Key}` } : input, ...rest);
    },
  });
}

const MISSING = new Set(['NotFound', 'NoSuchKey', 'NoSuchUpload']);

function isMissing(error: unknown): boolean {
  return error instanceof Error && MISSING.has(error.name);
}

/** `undefined` where the store has no such object or upload. */
export async function unlessMissing<Value>(task: Promise<Value>): Promise<Value | undefined> {
  try {
    return await task;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
