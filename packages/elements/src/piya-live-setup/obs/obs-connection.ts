import { obsAuthentication } from './obs-auth.js';
import { ObsError } from './obs-error.js';
import {
  OBS_CLOSE_WRONG_PASSWORD,
  OBS_OP,
  OBS_OUTPUT_EVENTS,
  OBS_RPC_VERSION,
  OBS_SUBPROTOCOL,
  type ObsMessage,
  type ObsRequests,
} from './obs-protocol.js';

/** How to reach OBS. */
export interface ObsConnectOptions {
  /** Of its WebSocket server. */
  address: string;
  password: string;
  /** Closes the connection. */
  signal: AbortSignal;
  /** An event of OBS. */
  onEvent: (type: string, data: Record<string, unknown>) => void;
  /** The connection ended, and not by the signal. */
  onClose: () => void;
}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: ObsError) => void;
}

/**
 * A connection to OBS Studio on the same machine, by obs-websocket 5.
 *
 * @see obs-websocket 5 protocol; checked against OBS 29.0.2.
 */
export class ObsConnection {
  readonly #socket: WebSocket;
  readonly #options: ObsConnectOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #identified: Promise<void>;
  #settle: Waiting | undefined;
  #isOpen = false;
  #count = 0;

  private constructor(options: ObsConnectOptions) {
    this.#options = options;
    this.#socket = new WebSocket(options.address, OBS_SUBPROTOCOL);
    this.#identified = new Promise((resolve, reject) => {
      this.#settle = { resolve: () => resolve(), reject };
    });
    this.#socket.addEventListener('message', (event: MessageEvent<string>) => void this.#onMessage(event.data));
    this.#socket.addEventListener('close', ({ code }) => this.#onClose(code));
    options.signal.addEventListener('abort', () => this.#socket.close(), { once: true });
  }

  /**
   * Connects and signs in.
   *
   * @throws {@link ObsError} `unreachable`, `insecure-page`, `wrong-password`; the signal's reason.
   */
  static async open(options: ObsConnectOptions): Promise<ObsConnection> {
    options.signal.throwIfAborted();
    if (!globalThis.crypto.subtle) throw new ObsError('insecure-page', 'The page has no TLS.');
    let connection: ObsConnection;
    try {
      connection = new ObsConnection(options);
    } catch {
      // An address that is none, or one that this page may not use.
      throw new ObsError('unreachable', 'The browser does not open a connection to OBS.');
    }
    await connection.#identified;
    return connection;
  }

  /**
   * Asks OBS for something.
   *
   * @throws {@link ObsError} `refused`, `lost`.
   */
  async call<Name extends keyof ObsRequests>(
    name: Name,
    ...[requestData]: ObsRequests[Name]['data'] extends undefined ? [] : [ObsRequests[Name]['data']]
  ): Promise<ObsRequests[Name]['answer']> {
    const requestId = String(++this.#count);
    const answer = new Promise<unknown>((resolve, reject) => {
      if (!this.#isOpen) reject(new ObsError('lost', 'The connection to OBS has ended.'));
      this.#waiting.set(requestId, { resolve, reject });
    });
    this.#send(OBS_OP.request, { requestType: name, requestId, ...(requestData ? { requestData } : {}) });
    return (await answer) as ObsRequests[Name]['answer'];
  }

  async #onMessage(text: string): Promise<void> {
    const message = parse(text);
    if (message?.op === OBS_OP.hello) await this.#identify(message.d);
    else if (message?.op === OBS_OP.identified) {
      this.#isOpen = true;
      this.#settle?.resolve(undefined);
    } else if (message?.op === OBS_OP.event) this.#options.onEvent(message.d.eventType, message.d.eventData ?? {});
    else if (message?.op === OBS_OP.response) this.#answer(message.d);
  }

  async #identify({ authentication }: Extract<ObsMessage, { op: 0 }>['d']): Promise<void> {
    const proof = authentication && (await obsAuthentication(this.#options.password, authentication));
    const identify = { rpcVersion: OBS_RPC_VERSION, eventSubscriptions: OBS_OUTPUT_EVENTS };
    this.#send(OBS_OP.identify, { ...identify, ...(proof ? { authentication: proof } : {}) });
  }

  #answer({ requestId, requestStatus, responseData }: Extract<ObsMessage, { op: 7 }>['d']): void {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    if (requestStatus.result) waiting?.resolve(responseData);
    // The comment is OBS's own word; it may repeat what it was given, so that it stays here.
    else waiting?.reject(new ObsError('refused', `OBS refused the request (${requestStatus.code}).`));
  }

  #onClose(code: number): void {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    const { signal, onClose } = this.#options;
    const isWrong = code === OBS_CLOSE_WRONG_PASSWORD;
    const problem = isWrong ? 'wrong-password' : wasOpen ? 'lost' : 'unreachable';
    const error = new ObsError(problem, `The connection to OBS ended (${code}).`);
    this.#settle?.reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    if (wasOpen && !signal.aborted) onClose();
  }

  #send(op: number, d: unknown): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ op, d }));
  }
}

/** Another program may listen on the port and send anything. */
function parse(text: unknown): ObsMessage | undefined {
  try {
    const message: unknown = JSON.parse(String(text));
    const isMessage = typeof message === 'object' && message !== null && 'op' in message && 'd' in message;
    return isMessage && typeof message.d === 'object' && message.d !== null ? (message as ObsMessage) : undefined;
  } catch {
    return undefined;
  }
}
