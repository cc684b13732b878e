import type { EmbedParameters, PeerTube, PiyakastToken } from '@piyakast/sdk';
import { embedUrl, isPiyaError } from '@piyakast/sdk';
import { previewUrl } from '@piyakast/sdk/preview';
import type { EngineKind } from '../engines/engine.js';
import { PlayerError } from '../engines/engine-error.js';
import type { Playable, Resolution, Resolve } from '../resolution.js';
import { type PeerTubeAccess, type PiyakastAccess, peertubeAccess, piyakastAccess } from './access.js';
import { keepAnswer } from './fetch-after-preview.js';
import { contextOf, type PeerTubeSession } from './peertube-session.js';
import type { PeerTubePlace, Reference } from './reference.js';
import { embedPlayable, isOpen, resolvePeerTube } from './resolve-peertube.js';
import { resolvePiyakast } from './resolve-piyakast.js';

/** What an element gives a resolver. The functions are called each time, so a password may come later. */
export interface ResolveContext {
  /** Which engines come first. One that is not named is not used. */
  order: readonly EngineKind[];
  embed(): EmbedParameters;
  password(): string | undefined;
  token(): PiyakastToken | undefined;
  /** The page's own client of its PIYAKast server. */
  client(): PiyakastAccess | undefined;
  /** The page's own session at a PeerTube instance. */
  session(): PeerTubeSession | undefined;
  /** The answer to a preview of the video; it is used once, instead of the first question. */
  previewed?: () => Response | undefined;
  accessPeerTube?: (origin: string, session?: PeerTube) => PeerTubeAccess;
  accessPiyakast?: (url: string, token: () => PiyakastToken | undefined) => PiyakastAccess;
}

/** How to find what a reference plays from, now and again after a failure. */
export function createResolve(reference: Reference, context: ResolveContext): Resolve {
  const inOrder = (resolution: Resolution): Resolution => ({
    ...resolution,
    playables: sortPlayables(resolution.playables, context.order),
  });
  switch (reference.kind) {
    case 'file':
      return () => Promise.resolve(inOrder({ playables: [{ source: reference }], isFixed: true }));
    case 'hls':
      // Whether a bare playlist is a live is known from its duration; it must not begin anywhere else for that.
      return () => Promise.resolve(inOrder({ playables: [{ source: { ...reference, live: false } }], isFixed: true }));
    case 'peertube':
      return peertubeResolve(reference, context, inOrder);
    case 'piyakast': {
      const { serverUrl, id } = reference;
      let { object } = reference;
      const accessServer = context.accessPiyakast ?? piyakastAccess;
      let own: PiyakastAccess | undefined;
      return async (signal, afterFailure) => {
        const given = context.client();
        if (given === undefined && serverUrl !== undefined) own ??= accessServer(serverUrl, context.token);
        const access = given ?? own;
        if (access === undefined) throw new PlayerError('player/no-source', 'No server is known for this id.');
        const at = { context, fresh: afterFailure, signal };
        const peertube = (origin: string, uuid: string) => peertubeOrEmbed({ origin, id: uuid }, at);
        const onFound = (found: 'video' | 'stream') => {
          object = found;
        };
        const password = context.password();
        const more = { password, peertube, onFound, fresh: afterFailure, signal };
        return inOrder(await resolvePiyakast({ id, object, access, ...more }));
      };
    }
  }
}

/** Sources in the order of their engines; among equals the finder's order stays. */
export function sortPlayables(playables: readonly Playable[], order: readonly EngineKind[]): Playable[] {
  const rank = ({ source }: Playable) => order.indexOf(source.kind);
  return playables.filter((playable) => rank(playable) >= 0).sort((a, b) => rank(a) - rank(b));
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
  let isFirst = true;
  return async (signal, afterFailure) => {
    // A live is looked at again and again, and what did not play has changed: only the first answer may be a kept one.
    const fresh = afterFailure || !isFirst;
    isFirst = false;
    // PeerTube's own player needs no answer of ours; the other ways are looked for when it fails.
    if (context.order[0] === 'embed' && !afterFailure) {
      return { playables: [embedFirst(reference, context)], isPartial: true };
    }
    return inOrder(await resolveAt({ origin, id }, { context, fresh, signal }));
  };
}

/**
 * PeerTube's own player, with a look at the video beside it: the player says nothing about a video that it may not show,
 * and its silence would be waited for.
 */
function embedFirst({ origin, id }: PeerTubePlace, context: ResolveContext): Playable {
  const password = context.password();
  const embed = embedPlayable({ origin, id, embed: context.embed(), password });
  const check = async (signal: AbortSignal) => {
    const video = await accessAt(origin, context)
      .getVideo(id, { password, fresh: false, signal })
      .catch((error: unknown) => {
        if (isPiyaError(error) && !error.retryable && error.status !== undefined) throw error;
        // Where the instance does not answer the page, its player may still work.
        return undefined;
      });
    if (video !== undefined && !isOpen(video) && password === undefined) {
      throw new PlayerError(
        'player/unsupported',
        "In a frame no one is signed in, so PeerTube's player cannot show it.",
      );
    }
  };
  return { ...embed, check };
}

interface ResolveAtOptions {
  context: ResolveContext;
  fresh: boolean;
  signal: AbortSignal;
}

function accessAt(origin: string, context: ResolveContext): PeerTubeAccess {
  const session = context.session();
  // A session belongs to one instance; another one would refuse its token, or learn it.
  const own = session === undefined ? undefined : contextOf(session);
  const isOwn = own !== undefined && new URL(own.url).origin === new URL(origin).origin;
  return (context.accessPeerTube ?? peertubeAccess)(origin, isOwn ? own : undefined);
}

function resolveAt({ origin, id }: PeerTubePlace, { context, fresh, signal }: ResolveAtOptions): Promise<Resolution> {
  keepAnswer(previewUrl(origin, id), fresh ? undefined : context.previewed?.());
  const access = accessAt(origin, context);
  return resolvePeerTube({ origin, id, access, embed: context.embed(), password: context.password(), fresh, signal });
}

/**
 * Where PeerTube's own player comes first it is tried even when the instance does not answer us, which may be a matter
 * of CORS. Elsewhere an instance that does not answer is left out until the sources are looked for again: its player
 * would only make the viewer wait for the time-out.
 */
async function peertubeOrEmbed(place: PeerTubePlace, options: ResolveAtOptions): Promise<Resolution> {
  const { context, signal } = options;
  try {
    return await resolveAt(place, options);
  } catch (error) {
    signal.throwIfAborted();
    if (context.order[0] !== 'embed' || !isPiyaError(error) || !error.retryable) throw error;
    return { playables: [embedPlayable({ ...place, embed: context.embed(), password: context.password() })] };
  }
}
