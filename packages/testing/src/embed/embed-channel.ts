/** The embed's side of the channel to the page around it. */
export interface EmbedChannel {
  /** Sends a notification. Waits until both sides have completed the handshake. */
  notify(method: string, value: unknown): void;
}

export interface EmbedChannelOptions {
  /** Both sides name the same one. */
  scope: string;
  /** Answers a call by its result; throws for a failure. `undefined` for a method that does not exist. */
  methods: Record<string, (value: unknown) => unknown>;
}

/**
 * The protocol of jschannel over `postMessage`, as PeerTube's embed speaks it (docs/peertube §13): JSON strings, a greeting
 * from each side, calls with an id, notifications without.
 *
 * Its text is sent to the browser, so it may use nothing from outside of itself.
 */
export function createEmbedChannel({ scope, methods }: EmbedChannelOptions): EmbedChannel {
  let open = false;
  const queue: object[] = [];
  const post = (message: object) => window.parent.postMessage(JSON.stringify(message), '*');
  const greet = (type: string) => post({ method: `${scope}::__ready`, params: { type, publish: [] } });

  function answer(id: number, method: string, params: unknown): void {
    const call = methods[method];
    if (!call) {
      post({ id, error: 'method_not_found', message: `No method '${method}' was (yet) bound by the provider` });
      return;
    }
    try {
      post({ id, result: call(params) });
    } catch (error) {
      // The class name is all that the official client passes on.
      const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
      post({ id, error: name, message });
    }
  }

  window.addEventListener('message', ({ source, data }: MessageEvent) => {
    if (source !== window.parent || typeof data !== 'string' || !data.startsWith('{')) return;
    const message = JSON.parse(data) as { id?: number; method?: string; params?: { type?: string } };
    const [theirScope, method = ''] = (message.method ?? '').split('::');
    if (theirScope !== scope) return;
    if (method !== '__ready') {
      if (message.id !== undefined) answer(message.id, method, message.params);
      return;
    }
    if (open) return;
    open = true;
    if (message.params?.type === 'publish-request') greet('publish-reply');
    for (const waiting of queue.splice(0)) post(waiting);
  });
  setTimeout(() => greet('publish-request'), 0);

  return {
    notify(method, value) {
      const message = { method: `${scope}::${method}`, params: value };
      if (open) post(message);
      else queue.push(message);
    },
  };
}
