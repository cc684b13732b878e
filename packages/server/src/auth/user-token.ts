import { SignJWT } from 'jose';
import type { AuthConfig } from '../config/config.js';

/** A token for one user of a site with a shared secret, good for an hour; for commands of the operator. */
export function userToken(auth: AuthConfig & { kind: 'secret' }, subject: string): Promise<string> {
  const token = new SignJWT({}).setProtectedHeader({ alg: 'HS256' }).setSubject(subject).setIssuedAt();
  if (auth.audience !== undefined) token.setAudience(auth.audience);
  if (auth.issuer !== undefined) token.setIssuer(auth.issuer);
  return token.setExpirationTime('1h').sign(new TextEncoder().encode(auth.secret));
}
