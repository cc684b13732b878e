import type { Clock } from '@piyakast/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { decideObs, type ObsEffect, type ObsEvent, type ObsState } from './decide-obs.js';
import { ObsConnection } from './obs-connection.js';
import { ObsError } from './obs-error.js';

/** Often enough for a rate that people trust, seldom enough to cost nothing. */
const MEASURE_MS = 2_000;

const STREAM_EVENTS: Readonly<Record<string, ObsEvent['type']>> = {
  OBS_WEBSOCKET_OUTPUT_STARTED: 'stream-started',
  OBS_WEBSOCKET_OUTPUT_STOPPED: 'stream-stopped',
  OBS_WEBSOCKET_OUTPUT_RECONNECTING: 'stream-reconnecting',
  OBS_WEBSOCKET_OUTPUT_RECONNECTED: 'stream-reconnected',
};

/** The element that shows OBS. */
interface ObsHost extends ReactiveControllerHost {
  readonly clock: Clock;
}

/** What OBS is set up with. */
export interface ObsService {
  server: string;
  key: string;
}

/** What the controller works with. */
export interface ObsControllerOptions {
  /** Asked when it is needed, so that the key is nowhere else. */
  service: () => ObsService | undefined;
  onState: (state: ObsState, before: ObsState) => void;
}

/** Sets up, starts, watches and stops OBS: does what {@link decideObs} says. */
export class ObsController implements ReactiveController {
  readonly #host: ObsHost;
  readonly #options: ObsControllerOptions;
  #state: ObsState = { name: 'off' };
  #connection: ObsConnection | undefined;
  #session = new AbortController();
  #target = { address: '', password: '' };

  constructor(host: ObsHost, options: ObsControllerOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get state(): ObsState {
    return this.#state;
  }

  hostDisconnected(): void {
    this.#handle({ type: 'disconnect' });
  }

  /** Connects and gives OBS the address and the key. The password is kept until it is used. */
  setUp(target: { address: string; password: string }): void {
    this.#target = target;
    this.#handle({ type: 'set-up' });
  }

  start(): void {
    this.#handle({ type: 'start' });
  }

  stop(): void {
    this.#handle({ type: 'stop' });
  }

  disconnect(): void {
    this.#handle({ type: 'disconnect' });
  }

  credentialsChanged(): void {
    this.#handle({ type: 'credentials-changed' });
  }

  #handle(event: ObsEvent): void {
    const before = this.#state;
    const { state, effects } = decideObs(before, event);
    this.#state = state;
    if (state !== before) {
      this.#host.requestUpdate();
      this.#options.onState(state, before);
    }
    for (const effect of effects) void this.#run(effect);
  }

  async #run(effect: ObsEffect): Promise<void> {
    if (effect === 'close') return this.#close();
    if (effect === 'connect') this.#session = new AbortController();
    const { signal } = this.#session;
    try {
      if (effect === 'connect') await this.#connect(signal);
      else if (effect === 'set-service') await this.#setService();
      else if (effect === 'start') await this.#connection?.call('StartStream');
      else if (effect === 'stop') await this.#connection?.call('StopStream');
      else await this.#watch(signal);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ObsError)) throw error;
      this.#handle({ type: 'failed', problem: error.problem });
    }
  }

  async #connect(signal: AbortSignal): Promise<void> {
    const { address, password } = this.#target;
    this.#target = { address, password: '' };
    const connection = await ObsConnection.open({
      address,
      password,
      signal,
      onEvent: (name, { outputState }) => {
        const type = name === 'StreamStateChanged' ? STREAM_EVENTS[String(outputState)] : undefined;
        if (type) this.#handle({ type } as ObsEvent);
      },
      onClose: () => this.#handle({ type: 'failed', problem: 'lost' }),
    });
    this.#connection = connection;
    const { outputActive } = await connection.call('GetStreamStatus');
    this.#handle({ type: 'connected', isStreaming: outputActive });
  }

  async #setService(): Promise<void> {
    const service = this.#options.service();
    if (!service) return this.#handle({ type: 'disconnect' });
    await this.#connection?.call('SetStreamServiceSettings', {
      streamServiceType: 'rtmp_custom',
      streamServiceSettings: { ...service, use_auth: false },
    });
    this.#handle({ type: 'service-set' });
  }

  async #watch(signal: AbortSignal): Promise<void> {
    while (this.#state.name === 'streaming') {
      const status = await this.#connection?.call('GetStreamStatus');
      if (status) this.#handle({ type: 'measured', status });
      await this.#host.clock.sleep(MEASURE_MS, signal);
    }
  }

  #close(): void {
    this.#session.abort();
    this.#connection = undefined;
  }
}
