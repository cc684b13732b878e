import { basename, extname } from 'node:path';
import { acceptedExtensions, categoryId, extensionOf, mediaTypeOf } from '@piyakast/sdk';
import type { SecretBox } from '../crypto/secret-box.js';
import type { VideoRow } from '../db/schema.js';
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

/**
 * The file under a name and type that the instance takes: as the user named it where that ending is listed, else by its
 * content. PeerTube answers 415 to a type that it does not know, also for files that it plays.
 *
 * @param extensions - `config.video.file.extensions`; empty while unknown.
 */
export function publishFile(
  row: Pick<VideoRow, 'filename' | 'extension' | 'mediaType' | 'sizeBytes'>,
  path: string,
  extensions: readonly string[],
): PublishFile {
  const listed = extensions.length > 0 ? extensions : acceptedExtensions();
  const own = extensionOf(row.filename);
  const detected = row.extension === null ? own : `.${row.extension}`;
  const extension = [own, detected].find((candidate) => listed.includes(candidate));
  const plain = basename(row.filename, extname(row.filename)).trim() || 'video';
  const name = `${plain}${extension ?? detected}`;
  const known = extension === undefined ? row.mediaType : mediaTypeOf(name);
  return { path, name, mediaType: known || 'application/octet-stream', sizeBytes: row.sizeBytes };
}

function openPasswords(row: { id: string; videoPasswords?: string | null }, box: SecretBox): string[] {
  return JSON.parse(box.open(row.videoPasswords ?? '', `passwords:${row.id}`)) as string[];
}
