import type { HlsConfig, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext } from 'hls.js';
import type { Fetched, Memory } from '../starter/memory.js';

type LoaderClass = HlsConfig['loader'];

/** A loader of hls.js that serves what is in memory from there, with the times that it really took. */
export function memoryLoader(Base: LoaderClass, memory: Memory): LoaderClass {
  return class MemoryLoader extends Base implements Loader<LoaderContext> {
    #isOver = false;

    override load(
      context: LoaderContext,
      config: LoaderConfiguration,
      callbacks: LoaderCallbacks<LoaderContext>,
    ): void {
      const { rangeEnd, rangeStart, url } = context;
      const of = rangeEnd ? { url, start: rangeStart ?? 0, end: rangeEnd } : url;
      const kept = memory.find(of);
      if (kept === undefined) {
        super.load(context, config, callbacks);
        return;
      }
      if (typeof of === 'string') memory.forget(of);
      // The context is read by hls.js while it waits.
      this.context = context;
      kept.then(
        (fetched) => {
          if (!this.#isOver) this.#respond(fetched, context, callbacks);
        },
        () => {
          if (!this.#isOver) super.load(context, config, callbacks);
        },
      );
    }

    override abort(): void {
      this.#isOver = true;
      super.abort();
    }

    override destroy(): void {
      this.#isOver = true;
      super.destroy();
    }

    #respond(fetched: Fetched, context: LoaderContext, callbacks: LoaderCallbacks<LoaderContext>): void {
      const { body, startMs, firstByteMs, endMs } = fetched;
      const { stats } = this;
      const size = typeof body === 'string' ? body.length : body.byteLength;
      Object.assign(stats, { loaded: size, total: size });
      Object.assign(stats.loading, { start: startMs, first: Math.max(firstByteMs, startMs), end: endMs });
      callbacks.onSuccess({ url: context.url, data: body, code: 200 }, stats, context, null);
    }
  };
}
