import type { ActorState } from '../actors/state.js';

export interface ChannelState extends ActorState {
  userId: number;
  support: string | null;
  /** Of PeerTube's own player (8.2 §12); absent for the instance's. */
  playerTheme?: string;
}
