export type { CliIo } from './cli/io.js';
export { runCli } from './cli/run.js';
export {
  type AuthConfig,
  type Config,
  type LocalFilePolicy,
  loadConfig,
  type RateLimits,
  type TokenChecks,
  type UserLimits,
  type WebhookConfig,
} from './config/config.js';
export type { InstanceConfig, PeerTubeConfig } from './config/instances.js';
export type { BucketConfig, StorageConfig } from './config/storage.js';
export type { Environment } from './config/values.js';
export { createLog, type Logger } from './log.js';
export { type RunningServer, type StartOptions, startServer } from './main.js';
export { Problem, type ProblemDocument, type ProblemOptions } from './problem.js';
