import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import multipart, { type MultipartFile } from '@fastify/multipart';
import { type DataStore, Upload } from '@tus/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ref } from '../../api/fields.js';
import { requireRoom } from '../../files/disk.js';
import { Problem } from '../../problem.js';
import type { Announcement } from '../../uploads/receiving.js';
import { checkMetadata, invalidMetadata } from '../../videos/metadata.js';
import { requireSignedIn } from '../../videos/service.js';
import { signedIn } from '../access.js';
import { type AppDeps, principalOf } from '../context.js';
import { bearer, problems } from '../openapi.js';
import { normalizeTexts } from '../validation.js';
import { keyOf, plainFilename, plainMediaType } from './announcement.js';

/** A sender that has been silent for so long has lost its connection. */
const SILENCE_MS = 60_000;
/** No sender is still at it after a day. */
const OLD_MS = 86_400_000;
/** The longest metadata that the limits of its fields allow. */
const MAX_FIELD_BYTES = 256 * 1024;

/**
 * `POST /api/v1/videos`: a whole file in one form, for simple clients. What breaks off is sent again from its beginning;
 * uploads that resume are what `/api/v1/uploads` is for.
 */
export async function plainUploadRoute(app: FastifyInstance, deps: AppDeps, store: DataStore): Promise<void> {
  const { config, files, receiving, videoView } = deps;
  await app.register(multipart, {
    throwFileSizeLimit: false,
    limits: { fileSize: config.maxUploadBytes, files: 1, fields: 4, fieldSize: MAX_FIELD_BYTES, parts: 5 },
  });
  const schema = {
    tags: ['uploads'],
    summary: 'Upload a file whole (multipart/form-data)',
    description:
      'Fields `metadata` (JSON of the video) and `key` (the same key makes one video), both before the field `file`.',
    consumes: ['multipart/form-data'],
    response: { 201: ref('PiyakastVideo'), ...problems },
    security: bearer,
  };

  const directory = join(config.dataDir, 'spool');
  await removeOld(directory);
  const options = { schema, onRequest: [signedIn, requireForm, limitSilence], config: { takesFiles: true } };
  app.post('/api/v1/videos', options, async (request, reply) => {
    const principal = requireSignedIn(principalOf(request));
    const part = await request.file().catch(refuseForm);
    if (part === undefined) throw invalidMetadata('file', 'is missing');
    const length = Number(request.headers['content-length'] ?? config.maxUploadBytes);
    await requireRoom(files.freeBytes, config.diskReserveBytes, Math.min(length, config.maxUploadBytes));
    const described = describedBy(part);
    const spool = join(directory, randomUUID());
    try {
      const sizeBytes = await receive(part, spool, config.maxUploadBytes);
      const { row, isNew } = await receiving.begin(principal, { ...described, sizeBytes });
      if (row.sizeBytes !== sizeBytes) throw invalidMetadata('key', 'already names an upload of another size');
      if (isNew || row.state === 'receiving') {
        await store.create(new Upload({ id: row.id, size: sizeBytes, offset: 0 }));
        await store.write(createReadStream(spool), row.id, 0);
      }
      const stored = (await receiving.finish(row.id)) ?? row;
      reply.code(201).header('location', `/api/v1/videos/${row.id}`);
      return await videoView(stored, principal);
    } finally {
      await rm(spool, { force: true });
    }
  });
}

/** The parser's errors have no code; those of the disk, of the connection and of its limits have one. */
function refuseForm(cause: unknown): never {
  if ((cause as { code?: unknown }).code !== undefined) throw cause;
  throw new Problem('The form breaks off, or is not one.', { status: 400, code: 'http/bad-request', cause });
}

async function requireForm(request: FastifyRequest): Promise<void> {
  if (request.headers['content-type']?.toLowerCase().startsWith('multipart/form-data')) return;
  const options = { status: 415, code: 'http/unsupported-type' as const, field: 'Content-Type' };
  throw new Problem('The body must be a form of type multipart/form-data.', options);
}

/** The bytes come at the pace of the sender, so silence is limited and not the time of the whole. */
async function limitSilence({ raw }: FastifyRequest): Promise<void> {
  raw.socket.setTimeout(SILENCE_MS);
}

function describedBy({ fields, filename, mimetype }: MultipartFile): Omit<Announcement, 'sizeBytes'> {
  const text = (name: string): string | undefined => {
    const field = fields[name];
    return field !== undefined && !Array.isArray(field) && field.type === 'field' ? String(field.value) : undefined;
  };
  const metadata = text('metadata');
  if (metadata === undefined) throw invalidMetadata('metadata', 'is missing, or comes after the file');
  const name = plainFilename(filename ?? '');
  if (name === '') throw invalidMetadata('file', 'needs a file name');
  return {
    metadata: checkMetadata(normalizeTexts(jsonOf(metadata))),
    key: keyOf(text('key')),
    filename: name,
    mediaType: plainMediaType(mimetype),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const options = { status: 400, code: 'upload/invalid-metadata' as const, field: 'metadata', cause };
    throw new Problem('The field "metadata" is not JSON.', options);
  }
}

/** What a server left that died in the middle of a form. */
async function removeOld(directory: string): Promise<void> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const { mtimeMs } = await stat(join(directory, name));
    if (Date.now() - mtimeMs > OLD_MS) await rm(join(directory, name), { force: true });
  }
}

/** How large it is shows at its end only, so it is kept apart until then. @returns The size in bytes. */
async function receive({ file }: MultipartFile, path: string, maxBytes: number): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const spool = createWriteStream(path, { mode: 0o600 });
  await pipeline(file, spool).catch(refuseForm);
  if (file.truncated) {
    const detail = `The file has more than the ${maxBytes} bytes that this server takes.`;
    throw new Problem(detail, { status: 413, code: 'upload/too-large' });
  }
  if (spool.bytesWritten === 0) throw invalidMetadata('file', 'is empty');
  return spool.bytesWritten;
}
