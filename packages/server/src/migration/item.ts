import { createHash } from 'node:crypto';
import { CATEGORIES, type Category, PRIVACIES, type Privacy, type VideoMetadata } from '@piyakast/sdk';

/** One video to bring in. */
export interface MigrationItem {
  /** Names it in its source, the same at every run: what makes a second run no second video. */
  source: string;
  /** Where its file is. */
  path: string;
  metadata: VideoMetadata;
  /** Whose it becomes; `undefined`: the owner of the token. */
  owner?: string | undefined;
  /** What the source says of its length; compared with PeerTube's. */
  durationSeconds?: number | undefined;
  /** Why it cannot be brought in, known from the source alone. */
  refusal?: string | undefined;
}

/** The key that the upload gets: it depends on the source alone. */
export function uploadKeyOf({ source }: Pick<MigrationItem, 'source'>): string {
  return `migrate-${createHash('sha256').update(source).digest('hex').slice(0, 40)}`;
}

/** A value of a CSV file or of a table, as metadata takes it; what makes no sense is left out. */
export const categoryOf = (value: unknown): Category | undefined => {
  const wanted = textOf(value)?.toLowerCase();
  return Object.keys(CATEGORIES).find((name): name is Category => name.toLowerCase() === wanted);
};

export const privacyOf = (value: unknown): Privacy | undefined => {
  if (value === true || value === 't' || value === 'true') return 'public';
  if (value === false || value === 'f' || value === 'false') return 'private';
  const wanted = textOf(value)?.toLowerCase();
  return PRIVACIES.find((privacy) => privacy === wanted);
};

export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? undefined : text;
}

/** A list of a table, or one text with commas or semicolons. At most as many as PeerTube takes. */
export function tagsOf(value: unknown): string[] | undefined {
  const parts = Array.isArray(value) ? value.map(textOf) : (textOf(value)?.split(/[,;]/) ?? []);
  const tags = parts.flatMap((part) => {
    const tag = part?.trim().slice(0, 30) ?? '';
    return tag.length < 2 ? [] : [tag];
  });
  return tags.length === 0 ? undefined : [...new Set(tags)].slice(0, 5);
}

export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(textOf(value) ?? Number.NaN);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

/** A title of the length that PeerTube takes: three to 120 characters. */
export function titleOf(value: unknown, fallback: string): string {
  const title = (textOf(value) ?? fallback).slice(0, 120).trim();
  return title.length < 3 ? title.padEnd(3, '_') : title;
}

/** Leaves out what the source does not say. */
export function metadataOf(fields: { [Name in keyof VideoMetadata]?: VideoMetadata[Name] | undefined }): VideoMetadata {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as VideoMetadata;
}
