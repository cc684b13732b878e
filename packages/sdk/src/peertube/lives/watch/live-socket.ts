/** An open connection for one live. */
export interface LiveSocket {
  /** Ends the connection; safe to call twice. */
  close(): void;
}

/** What a {@link LiveSocketConnect} gets. */
export interface LiveSocketOptions {
  /** Of the instance. */
  origin: string;
  /** Numeric: PeerTube ignores a UUID without a word. */
  videoId: number;
  /** Something changed; what it says may be late or out of order, so the video is read again. */
  onChange: () => void;
  /** How many watch now. */
  onViewers: (viewers: number) => void;
}

/**
 * Opens a connection; the default is PeerTube's socket.io.
 *
 * @example
 * ```ts
 * import { createPeerTube, type LiveSocketConnect, watchLive } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * // A page that already has a connection.
 * const connect: LiveSocketConnect = async ({ videoId, onChange }) => {
 *   const events = new EventSource(`/live-events/${videoId}`);
 *   events.addEventListener('message', onChange);
 *   return { close: () => events.close() };
 * };
 * for await (const { state } of watchLive(peertube, 'gRjscAKWouefiE5Tmt8MeC', { socket: connect })) console.log(state);
 * ```
 */
export type LiveSocketConnect = (options: LiveSocketOptions) => Promise<LiveSocket>;

/** PeerTube's own notifications. One connection for each live, as its messages do not name the video. */
export const connectLiveSocket: LiveSocketConnect = async ({ origin, videoId, onChange, onViewers }) => {
  const { io } = await import('socket.io-client');
  // Polling has no CORS headers, so from another origin only this transport works.
  const socket = io(`${origin}/live-videos`, { transports: ['websocket'], forceNew: true });
  // Subscriptions end with the connection.
  socket.on('connect', () => {
    socket.emit('subscribe', { videoId });
    onChange();
  });
  socket.on('state-change', onChange);
  socket.on('force-end', onChange);
  socket.on('views-change', ({ viewers }: { viewers: number }) => onViewers(viewers));
  return { close: () => socket.disconnect() };
};
