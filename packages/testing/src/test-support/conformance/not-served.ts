import type { RecordingName } from './recording.js';

/** The recorded exchanges that the fake does not claim to serve, each with its reason. */
export const NOT_SERVED: Partial<Record<RecordingName, Record<string, string>>> = {
  oauth: {
    'oauth client asked with another Host header': 'The recorder could not send that header; the next entry did.',
  },
  'cors-embed-errors': {
    'socket.io handshake with Origin': 'Not a route of the handlers: the sandbox serves socket.io, with its own test.',
  },
};
