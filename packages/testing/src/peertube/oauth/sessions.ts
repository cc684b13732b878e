import { randomHex } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { problem } from '../http/problem.js';
import type { UserState } from '../users/state.js';
import type { SessionTrace, TokenState } from './state.js';

/** What a request says of where it comes from. */
export function traceOf(fake: FakePeerTube, { headers }: Request): SessionTrace {
  const [ip = ''] = (headers.get('x-forwarded-for') ?? '127.0.0.1').split(',');
  return { ip: ip.trim(), device: headers.get('user-agent') ?? '', date: fake.isoNow() };
}

/** Begins a session of a user. @param trace Of the request; @param login of the sign-in, when this is a refresh. */
export function issueToken(
  fake: FakePeerTube,
  user: UserState,
  trace?: SessionTrace,
  login: SessionTrace | undefined = trace,
): TokenState {
  const now = fake.clock.now();
  const token: TokenState = {
    access: randomHex(fake.random, 40),
    refresh: randomHex(fake.random, 40),
    id: fake.nextId('token'),
    userId: user.id,
    createdAt: fake.isoNow(),
    ...(login ? { login } : {}),
    ...(trace ? { lastActivity: trace } : {}),
    accessExpiresAtMs: now + fake.features.accessTokenSeconds * 1000,
    refreshExpiresAtMs: now + fake.features.refreshTokenSeconds * 1000,
  };
  fake.state.tokens = fake.state.tokens.filter((one) => one.refreshExpiresAtMs > now);
  fake.state.tokens.push(token);
  return token;
}

/** Ends one session: its access and its refresh token. */
export function endToken(fake: FakePeerTube, token: TokenState): void {
  fake.state.tokens = fake.state.tokens.filter((one) => one !== token);
}

/** The session whose access token a request carries, when it is valid. */
export function sessionOf(fake: FakePeerTube, access: string): { token: TokenState; user: UserState } | undefined {
  const token = fake.state.tokens.find((one) => one.access === access && one.accessExpiresAtMs > fake.clock.now());
  const user = token && fake.state.users.find((one) => one.id === token.userId);
  return token && user && !user.blocked ? { token, user } : undefined;
}

/**
 * Reads the credentials of a request as PeerTube does (docs/peertube §1).
 *
 * @throws Problem 400 for anything but `Bearer`, 401 for a bad token on any route, 401 for none where one is required.
 */
export function authenticate(
  fake: FakePeerTube,
  request: Request,
  need: 'required' | 'optional',
): { token: TokenState; user: UserState } | undefined {
  const header = request.headers.get('authorization');
  const malformed = problem(400, 'Token is invalid', 'invalid_request');
  if (header === null || header === '') {
    if (need === 'optional') return undefined;
    if (new URL(request.url).searchParams.has('access_token')) throw malformed;
    throw problem(401, 'Token is invalid', 'unauthorized_request');
  }
  const access = /^Bearer (\S+)$/.exec(header)?.[1];
  if (access === undefined) throw malformed;
  const session = sessionOf(fake, access);
  if (!session) throw problem(401, 'Token is invalid', 'invalid_token');
  session.token.lastActivity = traceOf(fake, request);
  return session;
}
