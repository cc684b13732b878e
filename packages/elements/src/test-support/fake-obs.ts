/** What a fake OBS knows; a test may change it at any time. */
export interface FakeObsOptions {
  /** Empty: no password is asked. */
  password?: string;
  /** Nothing listens on the port. */
  isOff?: boolean;
}

type Message = { op: number; d: Record<string, unknown> };

const SALT = 'lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=';
const CHALLENGE = '+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY=';

/**
 * An OBS with obs-websocket 5 behind the page's own `WebSocket`: says hello, checks the password, takes stream settings and
 * streams. Answers as OBS 29.0.2 was seen to.
 */
export class FakeObs {
  readonly addresses: string[] = [];
  /** Types of the requests, in order. */
  readonly asked: string[] = [];
  service: unknown;
  isStreaming = false;
  /** Milliseconds and bytes of the stream. */
  durationMs = 0;
  bytes = 0;
  skippedFrames = 0;
  /** The next start ends at once: the server refused the key. */
  failsToStream = false;
  openConnections = 0;
  readonly #options: FakeObsOptions;
  readonly #original = globalThis.WebSocket;
  #socket: FakeSocket | undefined;

  constructor(options: FakeObsOptions = {}) {
    this.#options = options;
    const obs = this;
    globalThis.WebSocket = class extends FakeSocket {
      constructor(address: string, protocol: string) {
        super();
        obs.accept(this, address, protocol);
      }
    } as unknown as typeof WebSocket;
  }

  /** Gives the page its own WebSocket back. */
  uninstall(): void {
    globalThis.WebSocket = this.#original;
  }

  accept(socket: FakeSocket, address: string, protocol: string): void {
    this.addresses.push(address);
    this.#socket = socket;
    socket.onSend = (message) => void this.#take(message);
    socket.onClosed = () => {
      this.openConnections -= 1;
    };
    this.openConnections += 1;
    queueMicrotask(() => {
      if (this.#options.isOff || protocol !== 'obswebsocket.json') return socket.end(1006);
      socket.open();
      const authentication = this.#options.password ? { challenge: CHALLENGE, salt: SALT } : undefined;
      socket.give({
        op: 0,
        d: { obsWebSocketVersion: '5.1.0', rpcVersion: 1, ...(authentication && { authentication }) },
      });
    });
  }

  /** OBS quits. */
  quit(): void {
    this.#socket?.end(1001);
  }

  streamState(outputState: string): void {
    const eventData = { outputActive: this.isStreaming, outputState };
    this.#socket?.give({ op: 5, d: { eventType: 'StreamStateChanged', eventIntent: 64, eventData } });
  }

  async #take({ op, d }: Message): Promise<void> {
    if (op === 1) {
      const proof = this.#options.password && (await proofOf(this.#options.password));
      if (proof && d.authentication !== proof) this.#socket?.end(4009);
      else this.#socket?.give({ op: 2, d: { negotiatedRpcVersion: 1 } });
      return;
    }
    const { requestType, requestId, requestData } = d;
    this.asked.push(String(requestType));
    const answer = (responseData?: unknown, code = 100) =>
      this.#socket?.give({
        op: 7,
        d: {
          requestType,
          requestId,
          requestStatus: { result: code === 100, code },
          ...(responseData ? { responseData } : {}),
        },
      });
    if (requestType === 'GetStreamStatus') answer(this.#status());
    else if (requestType === 'SetStreamServiceSettings') {
      if (this.isStreaming) return answer(undefined, 500);
      this.service = requestData;
      answer();
    } else if (requestType === 'StartStream') this.#start(answer);
    else if (requestType === 'StopStream') this.#stop(answer);
    else answer(undefined, 204);
  }

  #status() {
    return {
      outputActive: this.isStreaming,
      outputReconnecting: false,
      outputTimecode: '00:00:00.000',
      outputDuration: this.durationMs,
      outputCongestion: 0,
      outputBytes: this.bytes,
      outputSkippedFrames: this.skippedFrames,
      outputTotalFrames: Math.round(this.durationMs / 40),
    };
  }

  #start(answer: () => void): void {
    answer();
    this.streamState('OBS_WEBSOCKET_OUTPUT_STARTING');
    this.isStreaming = !this.failsToStream;
    this.streamState(this.failsToStream ? 'OBS_WEBSOCKET_OUTPUT_STOPPED' : 'OBS_WEBSOCKET_OUTPUT_STARTED');
  }

  #stop(answer: (data?: unknown, code?: number) => void): void {
    if (!this.isStreaming) {
      answer(undefined, 501);
      return;
    }
    answer();
    this.streamState('OBS_WEBSOCKET_OUTPUT_STOPPING');
    this.isStreaming = false;
    this.streamState('OBS_WEBSOCKET_OUTPUT_STOPPED');
  }
}

/** The page's end of a connection. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  onSend: (message: Message) => void = () => undefined;
  onClosed: () => void = () => undefined;

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  give(message: Message): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }

  send(text: string): void {
    const message = JSON.parse(text) as Message;
    queueMicrotask(() => this.onSend(message));
  }

  close(): void {
    this.end(1000);
  }

  end(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onClosed();
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

async function proofOf(password: string): Promise<string> {
  const hash = async (text: string) => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  };
  return hash((await hash(password + SALT)) + CHALLENGE);
}
