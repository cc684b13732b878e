import { Type } from 'typebox';
import { ref } from '../api/fields.js';

/** One part of a list of a named thing. */
export const pageOf = (name: string) =>
  Type.Object({ total: Type.Integer({ minimum: 0 }), data: Type.Array(ref(name)) });

/** What every route may answer beside its success. */
export const problems = { '4XX': ref('ProblemDocument'), '5XX': ref('ProblemDocument') };
export const bearer = [{ bearer: [] }];
export const bearerOptional = [{}, { bearer: [] }];
