/** Speed while a finger rests on the picture. */
const HELD_SPEED = 2;

/** Speeds up while it is held, and gives the viewer's own speed back. */
export class HeldSpeed {
  readonly #media: Pick<HTMLMediaElement, 'paused' | 'playbackRate'>;
  #before: number | undefined;

  constructor(media: Pick<HTMLMediaElement, 'paused' | 'playbackRate'>) {
    this.#media = media;
  }

  /** @returns Whether there was something to speed up. */
  start(): boolean {
    if (this.#media.paused) return false;
    this.#before = this.#media.playbackRate;
    this.#media.playbackRate = HELD_SPEED;
    return true;
  }

  end(): void {
    if (this.#before === undefined) return;
    this.#media.playbackRate = this.#before;
    this.#before = undefined;
  }
}
