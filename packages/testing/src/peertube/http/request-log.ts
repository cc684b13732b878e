/** One answered request. No header, query or body: nothing secret can be in it. */
export interface LoggedRequest {
  index: number;
  atMs: number;
  method: string;
  path: string;
  /** 0 when the connection was cut instead of answered. */
  status: number;
}

const KEPT = 10_000;

/** The last requests, oldest first. */
export class RequestLog {
  #entries: LoggedRequest[] = [];
  #next = 0;
  #listeners = new Set<(entry: LoggedRequest) => void>();

  add(entry: Omit<LoggedRequest, 'index'>): void {
    const logged = { index: this.#next, ...entry };
    this.#entries.push(logged);
    this.#next += 1;
    if (this.#entries.length > KEPT) this.#entries.splice(0, this.#entries.length - KEPT);
    for (const listener of this.#listeners) listener(logged);
  }

  /** Calls the listener for every answer, before it goes out. @returns A function that stops listening. */
  listen(listener: (entry: LoggedRequest) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Entries whose index is at least `index`. */
  since(index = 0): LoggedRequest[] {
    return this.#entries.filter((entry) => entry.index >= index);
  }
}
