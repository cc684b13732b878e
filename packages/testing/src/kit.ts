export { type DatabaseContract, type DatabaseShape, describeDatabaseContract } from './kit/contracts/database.js';
export {
  describeEntryStoreContract,
  type EntryStoreContract,
  type EntryStoreShape,
} from './kit/contracts/entry-store.js';
export {
  describeFallbackStoreContract,
  type FallbackStoreContract,
  type FallbackStoreShape,
} from './kit/contracts/fallback-store.js';
export {
  describeRecordStoreContract,
  type RecordStoreContract,
  type RecordStoreShape,
} from './kit/contracts/record-store.js';
export { HOSTILE_KEYS, type TestApi, UPLOAD_KEYS } from './kit/contracts/test-api.js';
export {
  describeTokenStoreContract,
  type TokenStoreContract,
  type TokenStoreShape,
} from './kit/contracts/token-store.js';
export { createFakeClock, createInstantClock, type FakeClock, type InstantClock, settle } from './kit/fake-clock.js';
export { createFakeNetwork, type FakeNetwork, type Middlebox, type RequestHandler } from './kit/fake-network.js';
export {
  type FetchFunction,
  jsonReply,
  type ProblemReplyOptions,
  problemReply,
  type Reply,
  type Sent,
  scriptedFetch,
  unreachable,
} from './kit/scripted-fetch.js';
export { type UntilOptions, until } from './kit/until.js';
export { type Clock, systemClock } from './runtime/clock.js';
