/** The one file of @peertube/embed-api 0.2.0 that loads: a UMD build, which the package ships without types. */
declare module '@peertube/embed-api/build/player.min.js' {
  interface Exports {
    readonly PeerTubePlayer?: typeof import('@peertube/embed-api').PeerTubePlayer;
  }
  // A bundler gives it as exports, by name or as the default; a plain browser runs it and finds a global.
  export const PeerTubePlayer: Exports['PeerTubePlayer'];
  const exports: Exports | undefined;
  export default exports;
}
