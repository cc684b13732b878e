/** Where and when a session was used. */
export interface SessionTrace {
  ip: string;
  device: string;
  date: string;
}

/** One session: its pair of tokens. What is optional is absent in a folder of an older sandbox. */
export interface TokenState {
  /** Another after each refresh (8.2 §4). */
  id?: number;
  access: string;
  refresh: string;
  userId: number;
  accessExpiresAtMs: number;
  refreshExpiresAtMs: number;
  createdAt?: string;
  /** Stays over refreshes. */
  login?: SessionTrace;
  lastActivity?: SessionTrace;
}
