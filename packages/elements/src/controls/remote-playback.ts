import type { ControlledMedia } from './controlled-media.js';

/** Whether another device (AirPlay, Cast) can take the picture, as the browser reports it. */
export class RemoteDevices {
  readonly #media: ControlledMedia;
  #isAvailable = false;

  /** Ends with the signal. */
  constructor(media: ControlledMedia, changed: () => void, signal: AbortSignal) {
    this.#media = media;
    const { remote } = media;
    const isUnwanted = media.disableRemotePlayback === true || media.controlsList?.contains('noremoteplayback');
    if (remote === undefined || isUnwanted) return;
    const watch = remote.watchAvailability((isAvailable) => {
      this.#isAvailable = isAvailable;
      changed();
    });
    watch.then(
      (id) => signal.addEventListener('abort', () => void remote.cancelWatchAvailability(id)),
      // Not supported for this source or on this device: no button.
      (error: unknown) => console.debug('piya: no other devices:', error),
    );
    for (const name of ['connecting', 'connect', 'disconnect']) remote.addEventListener(name, changed, { signal });
  }

  get state(): 'unavailable' | 'available' | 'connected' {
    const state = this.#media.remote?.state;
    if (state === 'connected') return 'connected';
    return this.#isAvailable ? 'available' : 'unavailable';
  }

  /** Asks the viewer for a device. */
  choose(): void {
    this.#media.remote?.prompt().catch((error: unknown) => console.debug('piya: no device was chosen:', error));
  }
}
