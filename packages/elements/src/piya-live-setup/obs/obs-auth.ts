/** What OBS asks of a client that has to prove its password. */
export interface ObsChallenge {
  challenge: string;
  salt: string;
}

/**
 * The answer to OBS's challenge: base64(SHA-256(base64(SHA-256(password + salt)) + challenge)).
 *
 * @see obs-websocket 5 protocol, "Creating an authentication string".
 */
export async function obsAuthentication(password: string, { challenge, salt }: ObsChallenge): Promise<string> {
  return sha256(`${await sha256(password + salt)}${challenge}`);
}

async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}
