import { countCharacters, normalizeText, truncateText, VIDEO_LIMITS } from '@piyakast/sdk/contract';

/** Identifies a file without reading it. */
export interface FileIdentity {
  name: string;
  sizeBytes: number;
  /** Milliseconds since the UNIX epoch. */
  lastModifiedMs: number;
}

/** The identity of a file of this page. */
export const identityOf = (file: File): FileIdentity => ({
  name: file.name,
  sizeBytes: file.size,
  lastModifiedMs: file.lastModified,
});

/** Whether two files are the same as far as a page can see. All three must agree: a mixed upload would be worthless. */
export const sameFile = (a: FileIdentity, b: FileIdentity): boolean =>
  a.name === b.name && a.sizeBytes === b.sizeBytes && a.lastModifiedMs === b.lastModifiedMs;

/** A first title: `my_holiday-2.mp4` becomes `my holiday 2`. */
export function titleOf(fileName: string): string {
  const words = normalizeText(fileName)
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  const title = countCharacters(words) >= VIDEO_LIMITS.name.min ? words : fileName;
  return truncateText(title, VIDEO_LIMITS.name.max);
}
