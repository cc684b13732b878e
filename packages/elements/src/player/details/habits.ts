import { playAlone } from '../../controls/exclusive.js';
import { rememberChoices } from '../../controls/remember.js';

/** Gives a player the habits that the page asks for: what its viewer chose last time, and to play alone. */
export function takeHabits(
  player: Parameters<typeof rememberChoices>[0] & Parameters<typeof playAlone>[0],
  signal: AbortSignal,
): void {
  if (player.remember) rememberChoices(player, signal);
  playAlone(player, signal);
}
