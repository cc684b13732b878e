import type { CallOptions, PiyakastStream, ServiceStatus, StreamCredentials, StreamRequest } from '@piyakast/sdk';
import type { EventClient } from '../internal/event-feed.js';

/** The part of a PiyakastClient that setting up a live needs. */
export interface LiveClient extends EventClient {
  readonly streams: {
    create(request: StreamRequest, options?: CallOptions): Promise<PiyakastStream>;
    get(id: string, options?: CallOptions): Promise<PiyakastStream>;
    credentials(id: string, options?: CallOptions): Promise<StreamCredentials>;
    rotateKey(id: string, options?: CallOptions): Promise<PiyakastStream>;
    delete(id: string, options?: CallOptions): Promise<void>;
  };
  readonly status: { get(options?: CallOptions): Promise<ServiceStatus> };
}
