/** Options of every call, such as {@link getLive}. {@link Http} lists what any call may reject with. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** Options of a call whose answer may be kept, such as {@link getConfig}. */
export interface ReadOptions extends CallOptions {
  /** Asks the server even when an answer is kept. @defaultValue false */
  fresh?: boolean | undefined;
}

/**
 * Which part of a list to answer, such as that of {@link listVideos}.
 *
 * @example
 * ```ts
 * import { createPeerTube, type ListOptions, listVideos, type PeerTubeVideo } from '@piyakast/sdk';
 *
 * const peertube = createPeerTube({ url: 'https://video.example' });
 * const all: PeerTubeVideo[] = [];
 * for (let total = Infinity; all.length < total; ) {
 *   const page = await listVideos(peertube, { start: all.length, count: 100 } satisfies ListOptions);
 *   if (page.data.length === 0) break;
 *   all.push(...page.data);
 *   total = page.total;
 * }
 * ```
 */
export interface ListOptions extends CallOptions {
  /** Items to leave out at the beginning. @defaultValue 0 */
  start?: number | undefined;
  /** Items to answer, at most 100. @defaultValue 15 */
  count?: number | undefined;
  /** Field to sort by, with a minus for descending: `-publishedAt`. Unknown ones are refused. */
  sort?: string | undefined;
}
