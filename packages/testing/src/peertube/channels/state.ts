import type { ActorState } from '../actors/state.js';

export interface ChannelState extends ActorState {
  userId: number;
  support: string | null;
}
