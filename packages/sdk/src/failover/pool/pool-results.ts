/** Whether it is something that a pool can remember. */
export const hasUuid = (value: unknown): value is { uuid: string; shortUUID?: string } =>
  typeof (value as { uuid?: unknown } | null | undefined)?.uuid === 'string';

/** A whole video says whether it was asked where it lives. */
export const isAtHome = (value: unknown, id: string): value is { uuid: string } =>
  hasUuid(value) && (value.uuid === id || value.shortUUID === id) && (value as { isLocal?: unknown }).isLocal === true;
