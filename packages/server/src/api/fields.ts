import type { LengthLimit } from '@piyakast/sdk';
import { Type } from 'typebox';

/** PostgreSQL keeps every character but this one. */
export const NO_NUL = '^[^\\u0000]*$';
/** The largest `integer` of PostgreSQL, in which PeerTube keeps its ids and this server the positions of lists. */
export const MAX_INTEGER = 2_147_483_647;

const number = new Intl.NumberFormat('en');
const lengthOf = ({ min, max }: LengthLimit) => `${number.format(min)} to ${number.format(max)} characters`;
const note = (description: string | undefined) => (description === undefined ? {} : { description });

/** A schema by its name, which `/openapi.json` and the SDK's types share. */
export const ref = (name: string, description?: string): Type.TSchema => Type.Ref(name, note(description));
export const nullable = (schema: Type.TSchema, description?: string): Type.TSchema =>
  Type.Union([schema, Type.Null()], note(description));
export const text = (description?: string) => Type.String(note(description));
export const flag = (description?: string) => Type.Boolean(note(description));
export const id = (description?: string) => Type.String({ format: 'uuid', ...note(description) });
export const address = (description?: string) => Type.String({ format: 'uri', ...note(description) });
export const moment = (description?: string) => Type.String({ format: 'date-time', ...note(description) });
export const oneOf = (values: readonly string[], description?: string) =>
  Type.String({ enum: [...values], ...note(description) });
/** A whole number from 0 to the largest that JSON carries exactly. */
export const whole = (description?: string) =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, ...note(description) });

/** A text of limited length. The limits are PeerTube's, so that what is accepted here is accepted there. */
export function words(limit: LengthLimit, description?: string) {
  const length = `${lengthOf(limit)}.`;
  return Type.String({
    minLength: limit.min,
    maxLength: limit.max,
    pattern: NO_NUL,
    description: description === undefined ? length : `${description} ${length}`,
  });
}

/** A code and a sentence, for the owner alone. */
export const problemNote = (description: string) =>
  nullable(Type.Object({ code: text(), detail: text() }), description);
