import { isPiyaError } from '@piyakast/sdk';
import type { RemoteFields } from './gateway.js';

type Present<Fields> = { [Field in keyof Fields]: Exclude<Fields[Field], null | undefined> };

/** Leaves out what is not set; in a change, `null` stays, because it clears. */
export function present(fields: RemoteFields): Partial<Present<RemoteFields>>;
export function present(fields: RemoteFields, keepNull: true): RemoteFields;
export function present(fields: RemoteFields, keepNull = false): RemoteFields {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && (keepNull || value !== null));
  return Object.fromEntries(entries);
}

/** `undefined` for what PeerTube does not have. */
export function ignoreMissing(error: unknown): undefined {
  if (isPiyaError(error) && error.status === 404) return undefined;
  throw error;
}
