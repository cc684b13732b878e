import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify, SignJWT } from 'jose';
import type { Config, TokenChecks } from '../config/config.js';
import { deriveKey } from '../crypto/secret-box.js';
import { readOrMake } from '../crypto/server-secret.js';
import { Problem } from '../problem.js';
import type { Principal } from './principal.js';

/** Finds out who sent a request. */
export interface Authenticator {
  /** `undefined` without a header. @throws {@link Problem} 401 `auth/not-signed-in` for a token that is not valid. */
  principal(authorization: string | undefined): Promise<Principal | undefined>;
}

const ROLES = ['owner', 'admin', 'user'] as const;
const EMBEDDED_AUDIENCE = 'piyakast';
/** Clocks of the issuer and of this server differ a little. */
const OPTIONS: JWTVerifyOptions = { clockTolerance: 30 };
/** Public keys must never be taken for a shared secret (RFC 8725, section 2.1). */
const ASYMMETRIC = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/**
 * Reads bearer tokens: JWTs of the site's own sign-in (`AUTH_JWKS_URL` or `AUTH_SECRET`), or of the embedded owner.
 *
 * Claims: `sub` names the user; `role` is `owner`, `admin` or `user`, and `user` when absent.
 */
export function createAuthenticator(config: Pick<Config, 'auth'>, secret: string): Authenticator {
  const verify = verifier(config, secret);
  return {
    async principal(authorization) {
      if (authorization === undefined) return undefined;
      const token = /^bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined) throw notSignedIn('The Authorization header must hold a token of the scheme "Bearer".');
      try {
        return principalOf(await verify(token));
      } catch (cause) {
        if (cause instanceof Problem) throw cause;
        if (cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError)) {
          const options = { status: 503, code: 'network/unreachable' as const, retryable: true, cause };
          throw new Problem('The sign-in service that issues the tokens cannot be reached; try again soon.', options);
        }
        const expired = cause instanceof errors.JWTExpired;
        throw notSignedIn(expired ? 'The token has expired; sign in again.' : 'The token is not valid; sign in again.');
      }
    },
  };
}

/** The owner's token of a server without a sign-in service; made once, then read from the data directory. */
export function embeddedOwnerToken(dataDir: string, secret: string): Promise<string> {
  return readOrMake(dataDir, 'owner-token', () =>
    new SignJWT({ role: 'owner' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('owner')
      .setAudience(EMBEDDED_AUDIENCE)
      .setIssuedAt()
      .sign(deriveKey(secret, 'owner-token')),
  );
}

function verifier({ auth }: Pick<Config, 'auth'>, secret: string): (token: string) => Promise<JWTPayload> {
  switch (auth.kind) {
    case 'jwks': {
      const keys = createRemoteJWKSet(new URL(auth.url));
      return async (token) => (await jwtVerify(token, keys, { ...checksOf(auth), algorithms: ASYMMETRIC })).payload;
    }
    case 'secret': {
      const key = new TextEncoder().encode(auth.secret);
      return async (token) => (await jwtVerify(token, key, { ...checksOf(auth), algorithms: ['HS256'] })).payload;
    }
    case 'embedded': {
      const key = deriveKey(secret, 'owner-token');
      const options = { ...OPTIONS, algorithms: ['HS256'], audience: EMBEDDED_AUDIENCE };
      return async (token) => (await jwtVerify(token, key, options)).payload;
    }
  }
}

function checksOf({ audience, issuer }: TokenChecks): JWTVerifyOptions {
  return {
    ...OPTIONS,
    ...(audience === undefined ? {} : { audience }),
    ...(issuer === undefined ? {} : { issuer }),
  };
}

function principalOf(payload: JWTPayload): Principal {
  const subject = payload.sub;
  if (subject === undefined || subject === '') throw notSignedIn('The token names no user (claim "sub").');
  const role = ROLES.find((known) => known === payload.role) ?? 'user';
  return { subject, role };
}

function notSignedIn(detail: string): Problem {
  return new Problem(detail, { status: 401, code: 'auth/not-signed-in' });
}
