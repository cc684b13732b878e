import type { EmbedParameters, PeerTube, PiyakastToken } from '@piyakast/sdk';
import { embedUrl, isPiyaError } from '@piyakast/sdk';
import type { EngineKind } from '../engines/engine.js';
import { PlayerError } from '../engines/engine-error.js';
import type { Playable, Resolution, Resolve } from '../resolution.js';
import { type PeerTubeAccess, type PiyakastAccess, peertubeAccess, piyakastAccess } from './access.js';
import type { Reference } from './reference.js';
import { embedPlayable, resolvePeerTube } from './resolve-peertube.js';
import { resolvePiyakast } from './resolve-piyakast.js';

/** What an element gives a resolver. The functions are asked each time, so a password may come later. */
export interface ResolveContext {
  /** Which engines come first. One that is not named is not used. */
  order: readonly EngineKind[];
  embed(): EmbedParameters;
  password(): string | undefined;
  token(): PiyakastToken | undefined;
  /** The page's own client of its PIYAKast server. */
  client(): PiyakastAccess | undefined;
  /** The page's own session at a PeerTube instance. */
  session(): PeerTube | undefined;
  accessPeerTube?: (origin: string, session?: PeerTube) => PeerTubeAccess;
  accessPiyakast?: (url: string, token: PiyakastToken | undefined) => PiyakastAccess;
}

/** How to find what a reference plays from, now and again after a failure. */
export function createResolve(reference: Reference, context: ResolveContext): Resolve {
  const inOrder = (resolution: Resolution): Resolution => ({
    ...resolution,
    playables: sortPlayables(resolution.playables, context.order),
  });
  switch (reference.kind) {
    case 'file':
      return () => Promise.resolve(inOrder({ playables: [{ source: reference }] }));
    case 'hls':
      // Whether a bare playlist is a live is told by its duration; it must not begin anywhere else for that.
      return () => Promise.resolve(inOrder({ playables: [{ source: { ...reference, live: false } }] }));
    case 'peertube':
      return peertubeResolve(reference, context, inOrder);
    case 'piyakast':
      return async (signal) => {
        const { serverUrl, id, object } = reference;
        const access = context.client() ?? accessOf(serverUrl, context);
        const peertube = (url: string, uuid: string) => peertubeOrEmbed({ origin: url, id: uuid }, context, signal);
        return inOrder(await resolvePiyakast({ id, object, access, peertube, signal }));
      };
  }
}

/** Sources in the order of their engines; among equals the finder's order stays. */
export function sortPlayables(playables: readonly Playable[], order: readonly EngineKind[]): Playable[] {
  const rank = ({ source }: Playable) => order.indexOf(source.kind);
  return playables.filter((playable) => rank(playable) >= 0).sort((a, b) => rank(a) - rank(b));
}

function accessOf(serverUrl: string | undefined, context: ResolveContext): PiyakastAccess {
  if (serverUrl === undefined) throw new PlayerError('player/no-source', 'No server is known for this id.');
  return (context.accessPiyakast ?? piyakastAccess)(serverUrl, context.token());
}

function peertubeResolve(
  reference: Extract<Reference, { kind: 'peertube' }>,
  context: ResolveContext,
  inOrder: (resolution: Resolution) => Resolution,
): Resolve {
  const { origin, id, object } = reference;
  if (object === 'playlist') {
    const url = () => embedUrl(origin, id, context.embed(), 'playlist');
    return () => Promise.resolve({ playables: [{ source: { kind: 'embed', url: url() } }] });
  }
  return async (signal, afterFailure) => {
    // PeerTube's own player needs no answer of ours; the other ways are looked for when it fails.
    if (context.order[0] === 'embed' && !afterFailure) {
      const embed = embedPlayable({ origin, id, embed: context.embed(), password: context.password() });
      return { playables: [embed], isPartial: true };
    }
    return inOrder(await resolveAt(origin, id, context, signal));
  };
}

function resolveAt(origin: string, id: string, context: ResolveContext, signal: AbortSignal): Promise<Resolution> {
  const session = context.session();
  // A session belongs to one instance; another one would refuse its token, or learn it.
  const own = session?.url === new URL(origin).origin ? session : undefined;
  const access = (context.accessPeerTube ?? peertubeAccess)(origin, own);
  return resolvePeerTube({ origin, id, access, embed: context.embed(), password: context.password(), signal });
}

/**
 * Where PeerTube's own player comes first it is tried even when the instance does not answer us, which may be a matter
 * of CORS. Elsewhere an instance that does not answer is left out until the next question: its player would only make
 * the viewer wait for the time-out.
 */
async function peertubeOrEmbed(
  { origin, id }: { origin: string; id: string },
  context: ResolveContext,
  signal: AbortSignal,
): Promise<Resolution> {
  try {
    return await resolveAt(origin, id, context, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (context.order[0] !== 'embed' || !isPiyaError(error) || !error.retryable) throw error;
    return { playables: [embedPlayable({ origin, id, embed: context.embed(), password: context.password() })] };
  }
}
