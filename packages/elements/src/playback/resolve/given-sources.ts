import { PlayerError } from '../engines/engine-error.js';
import type { Resolve } from '../resolution.js';
import { createResolve, type ResolveContext } from './create-resolve.js';
import { parseReference, type Reference, type ReferenceContext } from './reference.js';

/** What the page gives a player to play: an address, and what it says about it. */
export interface GivenSource {
  readonly src: string;
  readonly type: string;
  /** Media query of a `<source>`. */
  readonly media?: string;
}

/** Everything that the page gave. */
export interface Given {
  readonly sources: readonly GivenSource[];
  /** Media without an address, such as a camera's. */
  readonly object: MediaProvider | null;
}

export interface GivenContext extends ResolveContext {
  readonly page: ReferenceContext;
  readonly canPlay: (type: string) => boolean;
  /** The answer to a preview of the video, used once instead of a question. */
  readonly previewed: () => Response | undefined;
}

/** How to find what the page gave plays from. The first source decides; plain ones after it are tried when it fails. */
export function resolveGiven({ sources, object }: Given, context: GivenContext): Resolve {
  if (object !== null) {
    return async () => ({ playables: [{ source: { kind: 'file', url: '', object } }], isFixed: true });
  }
  const references = referencesOf(sources, context);
  const [first, ...others] = references.map((reference) => createResolve(reference, context));
  if (first === undefined) {
    const given = sources.map(({ src }) => `"${src}"`).join(', ');
    const error = new PlayerError('player/no-source', `${given || 'Nothing'} is nothing that can be played.`);
    return () => Promise.reject(error);
  }
  let isFirst = true;
  return async (signal, afterFailure) => {
    const found = await Promise.all([first, ...others].map((resolve) => resolve(signal, afterFailure)));
    const [one] = found;
    const [reference] = references;
    const start = isFirst && reference?.kind === 'peertube' ? reference.start : undefined;
    isFirst = false;
    const resolution = one !== undefined && found.length === 1 ? one : { isFixed: true };
    const stop = reference?.kind === 'peertube' ? reference.stop : undefined;
    return { ...resolution, playables: found.flatMap(({ playables }) => playables), start, stop };
  };
}

function referencesOf(sources: readonly GivenSource[], { page, canPlay }: GivenContext): Reference[] {
  const references = sources
    .filter(({ media }) => !media || matchMedia(media).matches)
    .filter(({ type }, _, { length }) => length === 1 || !type.includes('/') || canPlay(type))
    .flatMap(({ src, type }) => parseReference(src, { ...page, type }) ?? []);
  const [first] = references;
  const isPlain = ({ kind }: Reference) => kind === 'file' || kind === 'hls';
  return first === undefined || !isPlain(first) ? references.slice(0, 1) : references.filter(isPlain);
}
