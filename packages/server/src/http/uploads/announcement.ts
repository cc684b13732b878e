import { basename } from 'node:path';
import { isUploadKey } from '@piyakast/sdk';
import { Metadata } from '@tus/server';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../problem.js';
import type { Announcement } from '../../uploads/receiving.js';
import { checkMetadata, invalidMetadata } from '../../videos/metadata.js';
import { normalizeTexts } from '../validation.js';

const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;
const MAX_FILENAME = 255;

/**
 * What a browser announces, by its headers and, for long metadata, its body.
 *
 * @throws {@link Problem} 400 `upload/invalid-metadata`, 413 `upload/too-large`.
 */
export function announcementOf(request: FastifyRequest, maxBytes: number): Announcement {
  const sizeBytes = announcedSize(request, maxBytes);
  const fields = uploadMetadata(request);
  const filename = plainFilename(fields.filename ?? '');
  if (filename === '') throw invalidMetadata('filename', 'is missing');
  const key = keyOf(fields.key ?? undefined);
  const described = fields.metadata ? json(fields.metadata) : (request.body ?? undefined);
  if (described === undefined) throw invalidMetadata('metadata', 'is missing');
  const mediaType = plainMediaType(fields.filetype ?? '');
  return { sizeBytes, filename, mediaType, key, metadata: checkMetadata(normalizeTexts(described)) };
}

/** @throws {@link Problem} 400 `upload/invalid-metadata` for what is no upload key. */
export function keyOf(given: string | undefined): string | undefined {
  if (given === undefined || isUploadKey(given)) return given;
  throw invalidMetadata('key', 'must be 1 to 64 letters, digits, "_" or "-"');
}

/** As the sender says; what it really is shows in its content. */
export function plainMediaType(given: string): string {
  return MEDIA_TYPE.exec(given)?.[0] ?? 'application/octet-stream';
}

function announcedSize(request: FastifyRequest, maxBytes: number): number {
  const sizeBytes = wholeNumber(request.headers['upload-length']);
  if (sizeBytes === undefined || sizeBytes < 1) {
    throw invalidMetadata('Upload-Length', 'must be the size of the file in bytes, at least 1');
  }
  if (sizeBytes > maxBytes) {
    const detail = `The file has ${sizeBytes} bytes; this server takes at most ${maxBytes}.`;
    throw new Problem(detail, { status: 413, code: 'upload/too-large' });
  }
  return sizeBytes;
}

/** A header of decimal digits; `Number` alone would also take `1e3`, which tus does not. */
export function wholeNumber(header: string | string[] | undefined): number | undefined {
  const number = typeof header === 'string' && /^\d+$/.test(header) ? Number(header) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function uploadMetadata(request: FastifyRequest): Record<string, string | null> {
  const header = request.headers['upload-metadata'];
  try {
    return Metadata.parse(typeof header === 'string' ? header : '');
  } catch (cause) {
    const options = { status: 400, code: 'upload/invalid-metadata' as const, field: 'Upload-Metadata', cause };
    throw new Problem('The header Upload-Metadata is not what tus says it is.', options);
  }
}

/** The last part of a path of any system, as it can be stored and sent back in a header. */
export function plainFilename(given: string): string {
  const name = basename(given.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '');
  // By code points, so that the cut never leaves half of a character behind.
  return [...name.normalize('NFC').trim()].slice(0, MAX_FILENAME).join('');
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const options = { status: 400, code: 'upload/invalid-metadata' as const, field: 'metadata', cause };
    throw new Problem('The field "metadata" is not JSON.', options);
  }
}
