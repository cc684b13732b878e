import { isPiyaError } from '../errors/piya-error.js';
import { assertField } from '../http/assert-field.js';
import type { SignInLimit } from '../http/request-budget.js';
import type { ErrorMapping, ErrorMappings, Http } from '../http/types.js';
import { abortable } from '../runtime/abortable.js';
import type { Clock } from '../runtime/clock.js';
import type { SessionTokens, TokenStore } from './stores/token-store.js';

/** What signs a user in; {@link signIn} takes it. */
export interface Credentials {
  /** User name, in any case, or e-mail address. */
  username: string;
  password: string;
  /** Six digits of the authenticator app, when two-factor authentication is on. */
  otp?: string | undefined;
}

/** PeerTube's token endpoint. */
export interface OAuth {
  signIn(credentials: Credentials, signal: AbortSignal | undefined): Promise<SessionTokens>;
  /** The refresh token and the access token beside it are dead afterwards. */
  refresh(refreshToken: string): Promise<SessionTokens>;
  /** Ends the session of this access token; also fine when it has ended already. */
  revoke(accessToken: string, signal?: AbortSignal): Promise<void>;
}

interface TokenAnswer {
  access_token: string;
  refresh_token: string;
  /** Seconds. */
  expires_in: number;
  /** Seconds; two weeks by default in 6.3, four in 8.2. */
  refresh_token_expires_in: number;
}

const TOKEN_PATH = '/api/v1/users/token';

/**
 * What a request budget has to know of sign-ins and refreshes, which PeerTube counts apart: 15 in five minutes.
 *
 * @param store - Where the tabs or processes of one session count their refreshes together. @defaultValue each its own
 * @example
 * ```ts
 * import { createRequestBudget, memoryTokenStore, signInLimit, systemClock } from '@piyakast/sdk';
 *
 * const tokenStore = memoryTokenStore();
 * export const budget = createRequestBudget(systemClock, { signIn: signInLimit(tokenStore) });
 * ```
 */
export const signInLimit = (store?: Pick<TokenStore, 'refreshes'>): SignInLimit => ({
  route: TOKEN_PATH,
  isRefresh: (body) => String(body).includes('grant_type=refresh_token'),
  store,
});

const CLIENT_CHANGED: ErrorMapping = ['auth/client-rejected', 'Try again.'];
const ERROR_MAPPINGS: ErrorMappings = {
  invalid_client: CLIENT_CHANGED,
  unauthorized_client: CLIENT_CHANGED,
  missing_two_factor: ['auth/two-factor-required', 'Give `otp`, the present code of the app.'],
  invalid_two_factor: ['auth/two-factor-invalid', 'Give `otp`, the present code of the app.'],
  // PeerTube's own refusal is a problem document. A page is that of a proxy or firewall, and says nothing of the account.
  403: ({ detail }) => (detail ? ['auth/client-rejected', 'Use its public address.'] : undefined),
  400: ({ serverCode }) => (serverCode ? ['auth/invalid-credentials', 'Check name and password.'] : undefined),
};

/** Speaks to the token endpoint (PeerTube 6.3 and 8.2): form bodies only, the client's id and secret in the body. */
export function createOAuth(http: Http, clock: Clock): OAuth {
  const inSeconds = (seconds: number): number => clock.now() + seconds * 1000;
  let client: Promise<{ client_id: string; client_secret: string }> | undefined;

  async function grant(
    fields: Record<string, string>,
    otp?: string,
    signal?: AbortSignal,
    isSecondTry?: boolean,
  ): Promise<SessionTokens> {
    try {
      client ??= http.json({ path: '/api/v1/oauth-clients/local', auth: 'none', errorMappings: ERROR_MAPPINGS });
      const answer = await http.json<TokenAnswer>({
        method: 'POST',
        path: TOKEN_PATH,
        auth: 'none',
        body: new URLSearchParams({ ...(await abortable(client, signal)), ...fields }),
        ...(otp && { headers: { 'x-peertube-otp': otp.replace(/\s/g, '') } }),
        errorMappings: ERROR_MAPPINGS,
        signal,
      });
      for (const field of ['access_token', 'refresh_token']) assertField(`POST ${TOKEN_PATH}`, answer, field, 'string');
      return {
        accessToken: answer.access_token,
        refreshToken: answer.refresh_token,
        expiresAtMs: inSeconds(answer.expires_in),
        refreshExpiresAtMs: inSeconds(answer.refresh_token_expires_in),
      };
    } catch (error) {
      // It may be the client that is wrong: the administrator can replace it.
      client = undefined;
      if (isSecondTry || !isPiyaError(error) || error.code !== 'auth/client-rejected') throw error;
      return grant(fields, otp, signal, true);
    }
  }

  return {
    signIn: ({ username, password, otp }, signal) => grant({ grant_type: 'password', username, password }, otp, signal),
    refresh: (refresh_token) => grant({ grant_type: 'refresh_token', refresh_token }),
    revoke: async (accessToken, signal) => {
      await http.request({
        method: 'POST',
        path: '/api/v1/users/revoke-token',
        auth: 'none',
        headers: { authorization: `Bearer ${accessToken}` },
        accept: [401],
        signal,
      });
    },
  };
}
