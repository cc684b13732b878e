/** Options of every call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Options of a call whose answer may be kept. */
export interface ReadOptions extends CallOptions {
  /** Asks the server even when an answer is kept. @defaultValue false */
  fresh?: boolean | undefined;
}

/** Which part of a list to answer. */
export interface ListOptions extends CallOptions {
  /** Items to leave out at the beginning. @defaultValue 0 */
  start?: number | undefined;
  /** Items to answer, at most 100. @defaultValue 15 */
  count?: number | undefined;
  /** Field to sort by, with a minus for descending: `-publishedAt`. Unknown ones are refused. */
  sort?: string | undefined;
}
