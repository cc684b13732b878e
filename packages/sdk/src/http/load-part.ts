import { NetworkError } from '../errors/network-error.js';

/** A part of the SDK that is loaded when it is needed. What fails here may succeed later. */
export const loadPart = <Module>(loading: Promise<Module>): Promise<Module> =>
  loading.catch((cause) => {
    throw new NetworkError('A part of the SDK could not be loaded. Check the connection.', {
      code: 'network/unreachable',
      retryable: true,
      cause,
    });
  });
