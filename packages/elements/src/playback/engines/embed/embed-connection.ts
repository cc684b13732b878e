import type { Clock } from '@piyakast/sdk/runtime';
import { PlayerError } from '../engine-error.js';
import type { ConnectEmbedApi, EmbedApi } from './embed-api.js';
import { createEmbedFrame } from './embed-frame.js';
import { guardEmbedOrigin } from './embed-origin-guard.js';

export interface OpenEmbedRequest {
  container: HTMLElement;
  /** Embed address with its parameters; `api=1` is added. */
  url: URL;
  title: string;
  password: string | undefined;
  connect: ConnectEmbedApi;
  clock: Clock;
  readyTimeoutMs: number;
  /** What the player reports, from before it is ready. */
  onStatus(message: unknown): void;
  onState(state: unknown): void;
  onResolutions(list: unknown): void;
  signal: AbortSignal;
}

/** PeerTube's player in a frame, ready to be driven. */
export interface EmbedConnection {
  readonly api: EmbedApi;
  /** Ends the channel and removes the frame. */
  close(): void;
}

/**
 * Opens PeerTube's player in a new frame and waits until it is ready; a frame that never gets there is removed.
 *
 * A frame that navigates needs a new channel, so there is no way to lead an open one elsewhere.
 */
export async function openEmbed(request: OpenEmbedRequest): Promise<EmbedConnection> {
  const { clock, connect, container, password, readyTimeoutMs, title } = request;
  const url = new URL(request.url);
  url.searchParams.set('api', '1');
  if (password !== undefined) url.searchParams.set('waitPasswordFromEmbedAPI', '1');

  const closed = new AbortController();
  const settled = new AbortController();
  const signal = AbortSignal.any([request.signal, closed.signal]);
  signal.throwIfAborted();
  const frame = createEmbedFrame(document, url.href, title);
  let disconnect = (): void => undefined;
  const close = () => {
    closed.abort();
    disconnect();
    frame.remove();
  };
  guardEmbedOrigin(frame, url.origin, closed.signal);
  container.append(frame);

  const connected = connect(frame).then(async (connection) => {
    if (signal.aborted) {
      connection.disconnect();
      throw signal.reason;
    }
    const { api } = connection;
    disconnect = connection.disconnect;
    api.addEventListener('playbackStatusUpdate', (message) => request.onStatus(message));
    api.addEventListener('playbackStatusChange', (state) => request.onState(state));
    api.addEventListener('resolutionUpdate', (list) => request.onResolutions(list));
    // Sent before `ready`, which waits for it.
    if (password !== undefined) await api.setVideoPassword(password);
    await api.ready;
    return api;
  });
  const tooLate = clock.sleep(readyTimeoutMs, AbortSignal.any([signal, settled.signal])).then(() => {
    throw new PlayerError('player/embed-timeout', "PeerTube's player did not get ready in time.");
  });
  try {
    return { api: await Promise.race([connected, tooLate]), close };
  } catch (error) {
    close();
    throw error;
  } finally {
    settled.abort();
  }
}
