const KEY = 'piyakast-token';

/** What the page knows of who is signed in. */
export interface StoredSession {
  token: string;
  /** Kept after the browser is closed. */
  lasting: boolean;
}

/**
 * Takes the token of a `#token=…` link out of the address, before anything else can read or bookmark it.
 *
 * @returns The token, when the address had one.
 */
export function takeTokenFromAddress(): string | undefined {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return undefined;
  history.replaceState(null, '', `${location.pathname}${location.search}#/`);
  return token;
}

/** The session of an earlier visit. */
export function readSession(): StoredSession | undefined {
  const lasting = localStorage.getItem(KEY);
  if (lasting) return { token: lasting, lasting: true };
  const token = sessionStorage.getItem(KEY);
  return token ? { token, lasting: false } : undefined;
}

/** Keeps the session in this tab, or in this browser when it is to last. */
export function storeSession({ token, lasting }: StoredSession): void {
  forgetSession();
  (lasting ? localStorage : sessionStorage).setItem(KEY, token);
}

/** Forgets it in both. */
export function forgetSession(): void {
  localStorage.removeItem(KEY);
  sessionStorage.removeItem(KEY);
}
