import type { HttpHandler } from 'msw';
import { bodyOf } from '../../runtime/bodies.js';
import { randomHex } from '../../runtime/ids.js';
import type { FakePeerTube } from '../fake-peertube.js';
import { Problem, problem } from '../http/problem.js';
import { json, type RouteContext, route, signedIn } from '../http/route.js';
import type { UserState } from '../users/state.js';
import { endToken, issueToken, traceOf } from './sessions.js';
import type { TokenState } from './state.js';
import { totp } from './totp.js';

/** OAuth (docs/peertube §4): form only, 400 for bad credentials, single-use refresh tokens, two-factor codes. */
export function oauthHandlers(fake: FakePeerTube): HttpHandler[] {
  return [
    route(fake, 'get /api/v1/oauth-clients/local', { docs: 'getOAuthClient' }, ({ request, url }) => {
      const host = request.headers.get('host') ?? url.host;
      if (host !== fake.host) throw problem(403, `Getting client tokens for host ${host} is forbidden`);
      return json({ client_id: fake.state.clientId, client_secret: fake.state.clientSecret });
    }),
    // No such route: it is taken for the user of that name, which only the signed-in may ask for.
    route(fake, 'get /api/v1/users/token', { auth: 'required' }, () => {
      throw problem(404, 'User not found');
    }),
    route(fake, 'post /api/v1/users/token', { docs: 'getOAuthToken', limiter: 'login' }, grant),
    route(fake, 'post /api/v1/users/revoke-token', { auth: 'required', docs: 'revokeOAuthToken' }, ({ token }) => {
      if (token) endToken(fake, token);
      return json({ success: true });
    }),
    route(fake, 'get /api/v1/users/scoped-tokens', { auth: 'required' }, (context) =>
      json({ feedToken: signedIn(context).feedToken }),
    ),
    route(fake, 'post /api/v1/users/scoped-tokens', { auth: 'required' }, (context) => {
      const user = signedIn(context);
      user.feedToken = randomHex(fake.random, 40);
      return json({ feedToken: user.feedToken });
    }),
  ];
}

async function grant(context: RouteContext): Promise<Response> {
  const { fake, request } = context;
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    throw problem(400, 'Invalid request: content must be application/x-www-form-urlencoded', 'invalid_request');
  }
  const form = new URLSearchParams(await new Response(bodyOf(request)).text());
  const clientId = form.get('client_id');
  const clientSecret = form.get('client_secret');
  if (!clientId || !clientSecret) {
    throw problem(400, 'Invalid client: cannot retrieve client credentials', 'invalid_client');
  }
  if (clientId !== fake.state.clientId || clientSecret !== fake.state.clientSecret) {
    throw problem(400, 'Invalid client: client is invalid', 'invalid_client');
  }
  const grantType = required(form, 'grant_type');
  if (grantType === 'refresh_token') return refresh(context, required(form, 'refresh_token'));
  if (grantType !== 'password') {
    throw problem(400, 'Unsupported grant type: `grant_type` is invalid', 'unsupported_grant_type');
  }
  const user = passwordGrant(fake, required(form, 'username'), required(form, 'password'));
  await checkOtp(fake, user, request.headers.get('x-peertube-otp'));
  user.lastLoginDate = fake.isoNow();
  return tokenAnswer(fake, issueToken(fake, user, traceOf(fake, request)));
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw problem(400, `Missing parameter: \`${name}\``, 'invalid_request');
  return value;
}

/** The name is matched without case; the e-mail address works too. */
function passwordGrant(fake: FakePeerTube, username: string, password: string): UserState {
  const wanted = username.toLowerCase();
  const user = fake.state.users.find(
    (one) => one.username.toLowerCase() === wanted || one.email.toLowerCase() === wanted,
  );
  if (!user || !fake.vault.verify(user.id, password)) {
    throw problem(400, 'Invalid grant: user credentials are invalid', 'invalid_grant');
  }
  if (user.blocked) throw problem(400, 'User is blocked.', fake.rules.oauth.blockedCode);
  return user;
}

async function checkOtp(fake: FakePeerTube, user: UserState, code: string | null): Promise<void> {
  if (user.otpSecret === undefined) return;
  if (!code) {
    throw new Problem({
      status: 401,
      detail: 'Missing two factor header',
      code: 'missing_two_factor',
      headers: { 'x-peertube-otp': 'required; app' },
    });
  }
  if (code !== (await totp(user.otpSecret, fake.clock.now()))) {
    throw problem(400, 'Invalid two factor header', 'invalid_two_factor');
  }
}

/** The old pair dies, both halves of it. */
async function refresh({ fake, request }: RouteContext, refreshToken: string): Promise<Response> {
  const invalid = problem(400, 'Invalid grant: refresh token is invalid', 'invalid_grant');
  const token = fake.state.tokens.find((one) => one.refresh === refreshToken);
  if (!token || token.refreshExpiresAtMs <= fake.clock.now()) throw invalid;
  const user = fake.state.users.find((one) => one.id === token.userId);
  if (!user || user.blocked) throw invalid;
  if (fake.features.refreshRaceMs > 0) await fake.clock.sleep(fake.features.refreshRaceMs);
  endToken(fake, token);
  return tokenAnswer(fake, issueToken(fake, user, traceOf(fake, request), token.login));
}

function tokenAnswer(fake: FakePeerTube, token: TokenState): Response {
  const body = {
    token_type: 'Bearer',
    access_token: token.access,
    refresh_token: token.refresh,
    expires_in: fake.features.accessTokenSeconds,
    refresh_token_expires_in: fake.features.refreshTokenSeconds,
  };
  return json(body, { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } });
}
