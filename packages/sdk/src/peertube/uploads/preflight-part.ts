import { loadPart } from '../../http/load-part.js';

/** What an upload to PeerTube needs before its first byte and after its last one. */
export const preflightPart = () => loadPart(import('./preflight.js'));
