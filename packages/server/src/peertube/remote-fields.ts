import { basename, extname } from 'node:path';
import { acceptedExtensions, extensionOf, mediaTypeOf } from '@piyakast/sdk';
import type { SecretBox } from '../crypto/secret-box.js';
import type { VideoRow } from '../db/schema.js';
import type { LocalFiles } from '../files/local-files.js';
import { categoryId } from './category-map.js';
import type { PeerTubeGateway, PublishFile, RemoteFields } from './gateway.js';

export interface RemoteFieldsOptions {
  gateway: Pick<PeerTubeGateway, 'categories' | 'defaultChannelId'>;
  box: SecretBox;
  categoryMap: Readonly<Record<string, string | number>>;
}

/** A row's metadata as this instance numbers it. Privacy is always sent: PeerTube's own default is private. */
export async function remoteFields(
  row: Pick<VideoRow, 'id' | 'name' | 'description' | 'category' | 'language' | 'tags' | 'privacy' | 'nsfw'> &
    Partial<Pick<VideoRow, 'channelId' | 'videoPasswords'>>,
  { gateway, box, categoryMap }: RemoteFieldsOptions,
): Promise<RemoteFields> {
  const category =
    row.category === null ? undefined : categoryId(row.category, await gateway.categories(), categoryMap);
  const passwords = row.privacy === 'password' && row.videoPasswords ? openPasswords(row, box) : undefined;
  return {
    name: row.name,
    description: row.description,
    category: category ?? null,
    language: row.language,
    tags: row.tags,
    privacy: row.privacy,
    nsfw: row.nsfw,
    channelId: row.channelId ?? (await gateway.defaultChannelId()),
    ...(passwords === undefined ? {} : { videoPasswords: passwords }),
  };
}

/** Endings of one container under which PeerTube knows it, where the detected one is another. */
const SAME_CONTAINER: Record<string, readonly string[]> = {
  '.asf': ['.wmv', '.wma'],
  '.ogx': ['.ogv', '.ogg'],
  '.oga': ['.ogg'],
};

/**
 * The file under a name and type that the instance takes: by its content where the instance lists that ending, else as
 * the user named it. PeerTube refuses a type that it does not know, also for files that it plays.
 *
 * @param listed - `config.video.file.extensions`; empty while unknown.
 */
export function publishFile(
  row: Pick<VideoRow, 'id' | 'filename' | 'extension' | 'sizeBytes'>,
  files: Pick<LocalFiles, 'path'>,
  listed: readonly string[],
): PublishFile {
  const extension = publishExtension(row, listed) ?? extensionOf(row.filename);
  const plain = basename(row.filename, extname(row.filename)).trim() || 'video';
  const name = `${plain}${extension}`;
  const mediaType = mediaTypeOf(name) || 'application/octet-stream';
  return { path: files.path(row.id), name, mediaType, sizeBytes: row.sizeBytes };
}

/** The ending under which the instance takes a file; `undefined` when it takes it under none. */
export function publishExtension(
  { filename, extension }: Pick<VideoRow, 'filename' | 'extension'>,
  listed: readonly string[],
): string | undefined {
  const allowed = listed.length > 0 ? listed : acceptedExtensions();
  const detected = extension === null ? [] : [`.${extension}`];
  const candidates = [...detected, extensionOf(filename), ...(SAME_CONTAINER[detected[0] ?? ''] ?? [])];
  return candidates.find((candidate) => allowed.includes(candidate));
}

function openPasswords(row: { id: string; videoPasswords?: string | null }, box: SecretBox): string[] {
  return JSON.parse(box.open(row.videoPasswords ?? '', `passwords:${row.id}`)) as string[];
}
