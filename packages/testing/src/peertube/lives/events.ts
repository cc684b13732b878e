/** What the instance sends to its socket.io clients. Lives are named by their numeric id, as PeerTube's rooms are. */
export type LiveEvent =
  | { type: 'state-change'; videoId: number; state: number }
  | { type: 'views-change'; videoId: number; viewers: number }
  | { type: 'force-end'; videoId: number };

export type LiveEventListener = (event: LiveEvent) => void;

/** A list of listeners. */
export class LiveEvents {
  #listeners = new Set<LiveEventListener>();

  /** @returns A function that stops listening. */
  listen(listener: LiveEventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
