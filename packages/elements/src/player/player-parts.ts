import type { Playback } from '../playback/playback.js';
import type { PlayerDetails } from './details/details.js';
import type { Picture } from './picture.js';

type Player = Parameters<typeof import('./details/details.js').createDetails>[0];

/** What of a player is loaded only when it is needed: screens and controls, `<track>` children, habits. */
export class PlayerParts {
  readonly #player: Player;
  #details: PlayerDetails | undefined;
  #loading: Promise<void> | undefined;
  #habits: AbortSignal | undefined;

  constructor(player: Player) {
    this.#player = player;
  }

  /** Screens, notes and controls, once they are loaded. */
  get details(): PlayerDetails | undefined {
    return this.#details;
  }

  /** Begins to load the details, and updates the player when they are there. */
  loadDetails(playback: Playback, picture: Picture, onPlay: () => void): void {
    this.#loading ??= import('./details/details.js').then(
      ({ createDetails }) => {
        this.#details = createDetails(this.#player, playback, picture, onPlay);
        this.#player.requestUpdate();
      },
      (error: unknown) => {
        console.debug('piya: a part of the player did not load:', error);
        this.#loading = undefined;
      },
    );
  }

  takeTracks(): void {
    if (this.#player.querySelector('track') === null) return;
    import('./details/take-tracks.js').then(
      ({ takeTracks }) => takeTracks(this.#player, this.#player.media),
      (error: unknown) => console.debug('piya: the tracks did not load:', error),
    );
  }

  /** `remember` and `exclusive`, where the page asks for them; once for each time that the player is in the page. */
  takeHabits(signal: AbortSignal | undefined): void {
    const { remember, exclusive } = this.#player;
    if (signal === undefined || signal === this.#habits || !(remember || exclusive)) return;
    this.#habits = signal;
    import('./details/habits.js').then(
      ({ takeHabits }) => signal.aborted || takeHabits(this.#player, signal),
      (error: unknown) => console.warn('piya: a part of the player did not load:', error),
    );
  }
}
