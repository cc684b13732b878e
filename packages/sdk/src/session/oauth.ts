import { isPiyaError } from '../errors/piya-error.js';
import { assertField } from '../http/assert-field.js';
import type { ErrorMapping, ErrorMappings, Http } from '../http/types.js';
import { abortable } from '../runtime/abortable.js';
import type { Clock } from '../runtime/clock.js';
import type { SessionTokens } from './stores/token-store.js';

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
  /** Seconds; two weeks by default. */
  refresh_token_expires_in: number;
}

const TOKEN_PATH = '/api/v1/users/token';
const RENEWED: ErrorMapping = ['auth/client-rejected', 'Try again.'];
const ERROR_MAPPINGS: ErrorMappings = {
  invalid_client: RENEWED,
  unauthorized_client: RENEWED,
  missing_two_factor: ['auth/two-factor-required', 'Give `otp`, the present code of the app.'],
  invalid_two_factor: ['auth/two-factor-invalid', 'Give `otp`, the present code of the app.'],
  403: ['auth/client-rejected', 'Use its public address.'],
  400: ['auth/invalid-credentials', 'Check name and password.'],
};

/** Speaks to the token endpoint (PeerTube 6.3): form bodies only, the client's id and secret in the body. */
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
      // It may be the client that is wrong: the administrator can renew it.
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
