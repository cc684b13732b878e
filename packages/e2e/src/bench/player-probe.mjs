/** Runs in the page before everything else: notes when the first frame is shown, and how long the picture stands still. */
export function probe() {
  const bench = { firstFrameMs: undefined, movingMs: undefined, worstFreezeMs: 0, waits: [], errorMs: undefined };
  globalThis.piyaBench = bench;
  const watched = new WeakSet();
  const watch = (video) => {
    if (watched.has(video) || !video.requestVideoFrameCallback) return;
    watched.add(video);
    let firstMedia;
    let last;
    let lastFrames = 0;
    const onFrame = (now, { mediaTime, presentedFrames }) => {
      const at = performance.now();
      bench.firstFrameMs ??= at;
      firstMedia ??= mediaTime;
      if (mediaTime - firstMedia >= 0.1) bench.movingMs ??= at;
      // While scripts run the callback is late, and the frames that were shown meanwhile are counted.
      const shown = presentedFrames - lastFrames;
      if (last !== undefined && !video.paused)
        bench.worstFreezeMs = Math.max(bench.worstFreezeMs, (now - last) / shown);
      last = now;
      lastFrames = presentedFrames;
      video.requestVideoFrameCallback(onFrame);
    };
    video.requestVideoFrameCallback(onFrame);
    video.addEventListener('waiting', () => bench.waits.push(Math.round(performance.now())));
    bench.video = video;
  };
  // Every player calls one of them, also on a `<video>` in a shadow tree.
  for (const name of ['play', 'load']) {
    const original = HTMLMediaElement.prototype[name];
    HTMLMediaElement.prototype[name] = function patched(...args) {
      watch(this);
      return original.apply(this, args);
    };
  }
  const { addEventListener } = EventTarget.prototype;
  bench.listeners = 0;
  EventTarget.prototype.addEventListener = function counted(...args) {
    bench.listeners += 1;
    return addEventListener.apply(this, args);
  };
}
