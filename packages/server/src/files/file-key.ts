/** Ids are UUIDs; anything else is no file of ours, whatever a request says. */
export const FILE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Derived files have plain names, at most one folder deep. */
const DERIVED_NAME = /^(?:[\w-]+\/)?[\w-]+(?:\.[\w-]+)*$/;

export const SIDECAR = '.json';
/** Where the derived files of a video are, after its id. */
export const DERIVED = '.d';

/**
 * The key of a video's file, or of a file derived from it.
 *
 * @throws TypeError for anything that is no id or plain name.
 */
export function fileKey(id: string, derived?: string): string {
  if (!FILE_ID.test(id) || (derived !== undefined && !DERIVED_NAME.test(derived))) {
    throw new TypeError('No file has this name.');
  }
  return derived === undefined ? id : `${id}${DERIVED}/${derived}`;
}
