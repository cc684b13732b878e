export type { PiyaErrorDetail, PiyaSourceChangeDetail, PiyaStateChangeDetail } from '../internal/player-events.js';
