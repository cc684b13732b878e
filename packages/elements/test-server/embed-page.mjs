/**
 * A stand-in for PeerTube's embed page at `/videos/embed/:id`, made to docs/peertube section 13: it speaks the embed API's
 * protocol and plays nothing but a clock.
 *
 * Ids: `silent` never gets ready, `stops` gets ready and its position never moves, anything else plays twelve seconds.
 * What the page was asked for is posted to its parent as `{piyaTest: …}`.
 */
export function embedPage() {
  return {
    name: 'embed-page',
    serve(context) {
      const [, id] = /^\/videos\/embed\/([\w-]+)$/.exec(context.path) ?? [];
      if (id === undefined) return undefined;
      return {
        type: 'html',
        body: `<!doctype html><title>Embed</title><body style="background:#234"><script>(${page})(${JSON.stringify(id)})</script>`,
      };
    },
  };
}

function page(id) {
  const parameters = new URLSearchParams(location.search);
  const state = {
    position: Number(parameters.get('start') ?? 0),
    volume: 1,
    duration: 12,
    playbackState: 'unstarted',
    rate: 1,
  };
  const post = (message) => parent.postMessage(JSON.stringify(message), '*');
  const notify = (method, params) => post({ method: `peertube::${method}`, params });
  const note = (what) => parent.postMessage({ piyaTest: what, id }, '*');
  const change = (playbackState) => {
    if (state.playbackState === playbackState) return;
    state.playbackState = playbackState;
    notify('playbackStatusChange', playbackState);
  };
  let isReady = false;
  const methods = {
    isReady: () => isReady,
    play: () => change('playing'),
    pause: () => change('paused'),
    seek: (seconds) => {
      state.position = seconds;
    },
    setVolume: (volume) => {
      state.volume = volume;
      notify('volumeChange', volume);
    },
    setPlaybackRate: (rate) => {
      state.rate = rate;
    },
    setResolution: () => undefined,
    setCaption: () => undefined,
    setVideoPassword: () => undefined,
    getResolutions: () => [
      { id: -1, label: 'Auto', active: true },
      { id: 360, label: '360p', active: false, height: 360 },
    ],
    getCaptions: () => [{ id: 'ko', label: 'Korean', src: '', mode: 'disabled' }],
  };
  addEventListener('message', ({ data }) => {
    if (typeof data !== 'string') return;
    const { id: call, method = '', params } = JSON.parse(data);
    const name = method.replace('peertube::', '');
    if (name === '__ready') {
      if (params.type === 'publish-request')
        post({ method: 'peertube::__ready', params: { type: 'publish-reply', publish: [] } });
      return;
    }
    if (call === undefined || id === 'silent') return;
    note({ method: name, params });
    if (methods[name]) post({ id: call, result: methods[name](params) });
    else post({ id: call, error: 'method_not_found', message: name });
  });
  note({ url: location.href });
  if (id === 'silent') return;
  post({ method: 'peertube::__ready', params: { type: 'publish-request', publish: [] } });
  setTimeout(() => {
    isReady = true;
    notify('ready', true);
  }, 50);
  setInterval(() => {
    if (state.playbackState === 'playing' && id !== 'stops') state.position += 0.1 * state.rate;
    if (state.position >= state.duration) {
      state.position = state.duration;
      change('ended');
    }
    notify('playbackStatusUpdate', { ...state });
  }, 100);
}
