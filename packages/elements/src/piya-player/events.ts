export type { PiyaErrorDetail, PiyaSourceChangeDetail, PiyaStateChangeDetail } from '../player/player-events.js';
