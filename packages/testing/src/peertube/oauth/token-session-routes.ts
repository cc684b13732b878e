import type { HttpHandler } from 'msw';
import type { FakePeerTube } from '../fake-peertube.js';
import { page, queryFields, sorted, sortRule } from '../http/lists.js';
import { problem } from '../http/problem.js';
import { json, type RouteContext, route, signedIn } from '../http/route.js';
import { endToken } from './sessions.js';
import type { TokenState } from './state.js';

const SORTS = ['createdAt', 'lastActivityDate', 'loginDate'] as const;

/** The sessions of a user: where someone is signed in, and an end to each (8.2 §4). */
export function tokenSessionHandlers(fake: FakePeerTube): HttpHandler[] {
  if (!fake.rules.oauth.tokenSessions) return [];
  const path = '/api/v1/users/:id/token-sessions';
  const sessionsOf = (context: RouteContext): TokenState[] => {
    const user = signedIn(context);
    if (String(user.id) !== context.params.id && user.role !== 0) {
      throw problem(403, 'Only a user with sufficient right can manage this account resource.');
    }
    return fake.state.tokens.filter(({ userId }) => String(userId) === context.params.id);
  };
  return [
    route(fake, `get ${path}`, { auth: 'required' }, (context) => {
      const sort = String(queryFields(context.url).sort ?? '-createdAt');
      const ordered = sorted(sessionsOf(context), sort, ({ id }) => id ?? 0);
      return json(page(context.url, ordered, [sortRule(...SORTS)], (one) => sessionJson(one, one === context.token)));
    }),
    route(fake, `post ${path}/:session/revoke`, { auth: 'required' }, (context) => {
      const session = sessionsOf(context).find(({ id }) => String(id) === context.params.session);
      if (!session) throw problem(404, 'The token session does not exist or does not belong to the user.');
      endToken(fake, session);
      return json({ success: true });
    }),
  ];
}

const sessionJson = (token: TokenState, currentSession: boolean) => ({
  id: token.id ?? 0,
  loginIP: token.login?.ip ?? null,
  loginDevice: token.login?.device ?? null,
  loginDate: token.login?.date ?? null,
  lastActivityIP: token.lastActivity?.ip ?? null,
  lastActivityDevice: token.lastActivity?.device ?? null,
  lastActivityDate: token.lastActivity?.date ?? null,
  currentSession,
  createdAt: token.createdAt ?? null,
});
