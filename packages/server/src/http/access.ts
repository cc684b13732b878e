import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { IdParams } from '../api/requests.js';
import { validator } from '../api/validate.js';
import type { Principal } from '../auth/principal.js';
import { Problem } from '../problem.js';
import { requireSignedIn } from '../videos/service.js';
import { principalOf } from './context.js';

/*
 * Hooks for `onRequest`: who may not do something is refused before a byte of the body is read. Handlers read the row
 * again, because a body may take a while.
 */

/** Refuses requests without a token. */
export const signedIn: onRequestAsyncHookHandler = async (request) => {
  requireSignedIn(principalOf(request));
};

/** Refuses all but the owner of the server and its administrators. */
export const administrating: onRequestAsyncHookHandler = async (request) => {
  if (requireSignedIn(principalOf(request)).role !== 'user') return;
  throw new Problem('Only administrators may do this.', { status: 403, code: 'auth/forbidden' });
};

const idIssue = validator(IdParams);

/** Refuses all but those who may manage the thing in the address. @param find - Throws the refusal. */
export function managing(
  find: (id: string, principal: Principal | undefined) => Promise<unknown>,
): onRequestAsyncHookHandler {
  return async (request: FastifyRequest) => {
    const principal = requireSignedIn(principalOf(request));
    const issue = idIssue(request.params);
    if (issue !== undefined) {
      const options = { status: 400, code: 'http/bad-request' as const, field: issue.field };
      throw new Problem(`The field "id" ${issue.reason}.`, options);
    }
    await find((request.params as IdParams).id, principal);
  };
}
