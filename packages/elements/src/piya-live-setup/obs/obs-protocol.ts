import type { ObsChallenge } from './obs-auth.js';

/** Where OBS listens unless its user changed that. */
export const OBS_PORT = '4455';
/** The subprotocol of messages in JSON. */
export const OBS_SUBPROTOCOL = 'obswebsocket.json';
/** The version of the protocol that this client speaks; that of OBS 28 and later. */
export const OBS_RPC_VERSION = 1;
/** Events of outputs: the stream starts, stops, reconnects. */
export const OBS_OUTPUT_EVENTS = 1 << 6;
/** The close code for a wrong password. */
export const OBS_CLOSE_WRONG_PASSWORD = 4009;

/** Operation codes. */
export const OBS_OP = { hello: 0, identify: 1, identified: 2, event: 5, request: 6, response: 7 } as const;

/** What OBS sends. */
export type ObsMessage =
  | { op: 0; d: { rpcVersion: number; authentication?: ObsChallenge } }
  | { op: 2; d: { negotiatedRpcVersion: number } }
  | { op: 5; d: { eventType: string; eventData?: Record<string, unknown> } }
  | {
      op: 7;
      d: {
        requestId: string;
        requestStatus: { result: boolean; code: number; comment?: string };
        responseData?: Record<string, unknown>;
      };
    };

/** The answer to `GetStreamStatus`. Times in milliseconds. */
export interface ObsStreamStatus {
  outputActive: boolean;
  outputReconnecting: boolean;
  outputDuration: number;
  outputBytes: number;
  outputSkippedFrames: number;
  outputTotalFrames: number;
}

/** The requests that this kit makes, with what they take and answer. */
export interface ObsRequests {
  GetStreamStatus: { data: undefined; answer: ObsStreamStatus };
  GetVideoSettings: {
    data: undefined;
    answer: { outputWidth: number; outputHeight: number; fpsNumerator: number; fpsDenominator: number };
  };
  SetStreamServiceSettings: {
    data: { streamServiceType: 'rtmp_custom'; streamServiceSettings: { server: string; key: string; use_auth: false } };
    answer: undefined;
  };
  StartStream: { data: undefined; answer: undefined };
  StopStream: { data: undefined; answer: undefined };
}
