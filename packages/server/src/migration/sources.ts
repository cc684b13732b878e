import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { acceptedExtensions, ConfigError } from '@piyakast/sdk';
import { categoryOf, type MigrationItem, metadataOf, numberOf, privacyOf, tagsOf, textOf, titleOf } from './item.js';
import { parseCsv } from './parse-csv.js';

/** Privacy of what says nothing of it: a video that was not meant for everyone must not become public unseen. */
const QUIET = 'private';

/** Every video below a folder, in the order of the names. The title is the file's name. */
export async function folderItems(folder: string): Promise<MigrationItem[]> {
  const extensions = acceptedExtensions();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      source: `folder:${relative(folder, path)}`,
      path,
      metadata: metadataOf({ name: titleOf(basename(path, extname(path)), 'Video'), privacy: QUIET }),
    }));
}

/**
 * The rows of a CSV file with a line of names: `file` (from the CSV's own folder), and, each when it is there, `name`,
 * `description`, `category`, `tags`, `privacy`, `language`, `owner`, `duration`.
 */
export async function csvItems(path: string): Promise<MigrationItem[]> {
  const folder = resolve(path, '..');
  const rows = parseCsv(await readFile(path, 'utf8'));
  if (rows.length > 0 && !('file' in (rows[0] ?? {}))) {
    throw new ConfigError(`${path} has no column "file" in its first line.`, { code: 'config/invalid-option' });
  }
  return rows.map((row, index) => {
    const file = textOf(row.file);
    const item = itemOfRow(row, `csv:${file ?? index}`, file === undefined ? '' : resolve(folder, file));
    return file === undefined ? { ...item, refusal: `line ${index + 2} names no file` } : item;
  });
}

/**
 * The rows of the older schema's table `videos`: local files, and no columns of PeerTube, or empty ones. What is at
 * PeerTube already is left out. Columns are found by the names that such tables have.
 */
export function tableItems(rows: readonly Record<string, unknown>[], filesFolder: string): MigrationItem[] {
  return rows
    .filter((row) => pick(row, 'peertube_uuid', 'peertube_id', 'peertube_video_id') === undefined)
    .map((row) => {
      const id = textOf(row.id) ?? '';
      const file = textOf(
        pick(row, 'file_path', 'filepath', 'path', 'filename', 'file_name', 'video_url', 'url', 'file'),
      );
      const item = itemOfRow(row, `table:${id}`, file === undefined ? '' : insideOf(filesFolder, file));
      if (file === undefined) return { ...item, refusal: `row ${id} names no local file` };
      if (item.path === '') return { ...item, refusal: `row ${id} names "${file}", which is not below the folder` };
      return item;
    });
}

function itemOfRow(row: Record<string, unknown>, source: string, path: string): MigrationItem {
  const name = titleOf(pick(row, 'name', 'title'), basename(path, extname(path)));
  return {
    source,
    path,
    metadata: metadataOf({
      name,
      description: descriptionOf(pick(row, 'description', 'text')),
      category: categoryOf(pick(row, 'category', 'category_name', 'genre')),
      tags: tagsOf(pick(row, 'tags', 'keywords')),
      language: textOf(pick(row, 'language', 'lang')),
      privacy: privacyOf(pick(row, 'privacy', 'visibility', 'is_public', 'public')) ?? QUIET,
    }),
    owner: textOf(pick(row, 'owner', 'owner_id', 'user_id', 'creator_id', 'author_id', 'uploader_id')),
    durationSeconds: numberOf(pick(row, 'duration', 'duration_seconds', 'length')),
  };
}

/** PeerTube takes descriptions of 3 to 10,000 characters. */
function descriptionOf(value: unknown): string | undefined {
  const text = textOf(value)?.slice(0, 10_000);
  return text === undefined || text.length < 3 ? undefined : text;
}

/** The first of these columns that says something. */
function pick(row: Record<string, unknown>, ...names: string[]): unknown {
  for (const name of names) {
    const value = row[name];
    if (value !== undefined && value !== null && value !== '') return value;
  }
  return undefined;
}

/** A path or an address of the older site, as a file below the folder; `''` for one that leads out of it. */
function insideOf(folder: string, file: string): string {
  const path = /^https?:\/\//.test(file) ? decodeURIComponent(new URL(file).pathname) : file;
  const root = resolve(folder);
  const whole = resolve(path);
  if (isAbsolute(path) && isInside(root, whole)) return whole;
  // Such as `/uploads/a.mp4`: what the site called it.
  const below = resolve(root, `./${path}`);
  return isInside(root, below) ? below : '';
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
