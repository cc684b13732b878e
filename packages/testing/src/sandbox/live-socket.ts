import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { FakePeerTube } from '../peertube/fake-peertube.js';
import type { LiveEvent } from '../peertube/lives/events.js';

/** The sockets of a sandbox. */
export interface LiveSocket {
  /** Drops every connection; clients reconnect. */
  disconnect(): void;
  close(): void;
}

/** PeerTube's socket.io: no CORS header on polling, so that other origins need the WebSocket (docs/peertube §3 and §9). */
export function attachLiveSocket(server: HttpServer, fake: FakePeerTube): LiveSocket {
  const io = new Server(server, {
    path: '/socket.io',
    serveClient: false,
    // WebSockets of every origin are let in; only the header for polling is missing.
    allowRequest: (_, decide) => decide(null, !fake.faults.current.down),
  });
  const lives = io.of('/live-videos');
  const room = (videoId: number) => `video-${videoId}`;

  lives.on('connection', (socket: Socket) => {
    const follow = (join: boolean) => (message: unknown) => {
      const videoId = (message as { videoId?: unknown } | null)?.videoId;
      // UUIDs are ignored without a word.
      if (typeof videoId !== 'number' && !/^\d+$/.test(String(videoId))) return;
      if (join) void socket.join(room(Number(videoId)));
      else void socket.leave(room(Number(videoId)));
    };
    socket.on('subscribe', follow(true));
    socket.on('unsubscribe', follow(false));
  });

  const stopEvents = fake.events.listen((event) => emit(event));
  const stopFaults = fake.faults.listen(() => {
    if (fake.faults.current.down) disconnect();
  });

  /** Payloads do not name their video. */
  function emit(event: LiveEvent): void {
    const target = lives.to(room(event.videoId));
    if (event.type === 'state-change') target.emit('state-change', { state: event.state });
    else if (event.type === 'views-change') target.emit('views-change', { viewers: event.viewers });
    else target.emit('force-end');
  }

  /** Closes the transport, as when the process is gone; disconnecting a namespace would leave the others open. */
  function disconnect(): void {
    for (const { conn } of lives.sockets.values()) conn.close(true);
  }
  return {
    disconnect,
    close() {
      stopEvents();
      stopFaults();
      disconnect();
      io.engine.close();
    },
  };
}
