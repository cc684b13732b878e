export interface ViewerState {
  firstSeenMs: number;
  lastSeenMs: number;
  lastTime: number;
  watchedSeconds: number;
}
