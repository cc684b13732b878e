/** What tells a file from another without reading it. */
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

const MIN_TITLE = 3;
const MAX_TITLE = 120;

/** A first title: `my_holiday-2.mp4` becomes `my holiday 2`. */
export function titleOf(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  const title = words.length >= MIN_TITLE ? words : fileName;
  return title.slice(0, MAX_TITLE).trim();
}
