/**
 * `@piyakast/sdk/runtime`: time, chance and waiting, as the SDK itself uses them. Holds no client, so a page that needs a
 * clock loads the clock alone.
 *
 * @module runtime
 */

export { type BackoffOptions, backoffMs } from './backoff.js';
export { type Clock, systemClock } from './clock.js';
export { type InterruptibleSleep, interruptibleSleep } from './interruptible-sleep.js';
export { type Random, systemRandom } from './random.js';
export { singleFlight } from './single-flight.js';
