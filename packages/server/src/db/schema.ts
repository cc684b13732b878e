import type { Category, Privacy, StreamState, UploadRecord, VideoState } from '@piyakast/sdk';
import { sql } from 'drizzle-orm';
import { bigint, boolean, doublePrecision, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** What drizzle knows of the tables. The truth is in `migrations/`. */
const moment = (name: string) => timestamp(name, { withTimezone: true });
const bytes = (name: string) => bigint(name, { mode: 'number' });
const tags = () => text('tags').array().notNull().default(sql`'{}'`);
const revision = () => bytes('revision').notNull().default(sql`nextval('revisions')`);

/** What PeerTube answered to the last byte. */
export interface PeerTubeIds {
  id: number;
  uuid: string;
  shortUUID: string;
}

/** `send` moves bytes, `confirm` asks what became of them, `settle` waits until the video plays there. */
export type PublishStep = 'send' | 'confirm' | 'settle';

/** `plays` as it is; `preparing` another form, `made`, `failed`; `original`: there is no ffmpeg to find out. */
export type CopyState = 'plays' | 'preparing' | 'made' | 'failed' | 'original';

/** A replay of a stream. */
export interface Replay {
  uuid: string;
  embedUrl: string;
  startedAt: string;
}

export const videos = pgTable('videos', {
  id: uuid('id').primaryKey(),
  ownerId: text('owner_id').notNull(),
  uploadKey: text('upload_key'),
  name: text('name').notNull(),
  description: text('description'),
  category: text('category').$type<Category>(),
  language: text('language'),
  tags: tags(),
  privacy: text('privacy').$type<Privacy>().notNull(),
  nsfw: boolean('nsfw').notNull().default(false),
  /** The channel asked for; what PeerTube used is in `peertubeChannelId`. */
  channelId: integer('channel_id'),
  /** Sealed. */
  videoPasswords: text('video_passwords'),
  filename: text('filename').notNull(),
  mediaType: text('media_type').notNull(),
  /** By content, without the dot; null until enough has come to know. */
  extension: text('extension'),
  sizeBytes: bytes('size_bytes').notNull(),
  receivedBytes: bytes('received_bytes').notNull().default(0),
  publishedBytes: bytes('published_bytes').notNull().default(0),
  durationSeconds: doublePrecision('duration_seconds'),
  state: text('state').$type<VideoState>().notNull(),
  problemCode: text('problem_code'),
  problemDetail: text('problem_detail'),
  /** What comes next on its way to PeerTube, and since when. */
  step: text('step').$type<PublishStep>().notNull().default('send'),
  stepSince: moment('step_since').notNull().defaultNow(),
  /** How often PeerTube had every byte and made no video of them. */
  wholeSends: integer('whole_sends').notNull().default(0),
  /** Failures in a row. */
  attempts: integer('attempts').notNull().default(0),
  /** When a worker should take it; null: only once its owner asks for it. */
  nextAttemptAt: moment('next_attempt_at'),
  /** Which attempt holds it, and until when without a sign of life. */
  claimId: uuid('claim_id'),
  claimedUntil: moment('claimed_until'),
  /** Changed after PeerTube had it; PeerTube's copy has to be updated. */
  metadataChanged: boolean('metadata_changed').notNull().default(false),
  peertubeUrl: text('peertube_url'),
  peertubeUpload: jsonb('peertube_upload').$type<UploadRecord>(),
  peertubeResult: jsonb('peertube_result').$type<PeerTubeIds>(),
  peertubeId: integer('peertube_id'),
  peertubeUuid: text('peertube_uuid'),
  peertubeEmbedUrl: text('peertube_embed_url'),
  peertubeDownloadUrl: text('peertube_download_url'),
  peertubeChannelId: integer('peertube_channel_id'),
  peertubePosterUrl: text('peertube_poster_url'),
  /** Whether browsers play the local file, or another form of it. Null until it was looked into. */
  copyState: text('copy_state').$type<CopyState>(),
  /** The derived file to offer in place of the original. */
  copyName: text('copy_name'),
  hasHls: boolean('has_hls').notNull().default(false),
  hasPoster: boolean('has_poster').notNull().default(false),
  fileExpiresAt: moment('file_expires_at'),
  fileDeletedAt: moment('file_deleted_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  receivedAt: moment('received_at'),
  publishedAt: moment('published_at'),
  /** Gone for all users; the row stays until PeerTube's copy is gone too. */
  deletedAt: moment('deleted_at'),
  revision: revision(),
});

export const streams = pgTable('streams', {
  id: uuid('id').primaryKey(),
  ownerId: text('owner_id').notNull(),
  name: text('name').notNull(),
  description: text('description'),
  category: text('category').$type<Category>(),
  language: text('language'),
  tags: tags(),
  privacy: text('privacy').$type<Privacy>().notNull(),
  nsfw: boolean('nsfw').notNull().default(false),
  state: text('state').$type<StreamState>().notNull(),
  viewers: integer('viewers').notNull().default(0),
  permanentLive: boolean('permanent_live').notNull().default(false),
  saveReplay: boolean('save_replay').notNull().default(true),
  replayPrivacy: text('replay_privacy').$type<Exclude<Privacy, 'password'>>(),
  latencyMode: text('latency_mode').$type<'default' | 'high' | 'small'>().notNull().default('default'),
  /** The announced beginning. */
  scheduledAt: moment('scheduled_at'),
  /** Seconds that viewers can go back; null: as the instance does. */
  dvrWindow: integer('dvr_window'),
  /** Sealed; for privacy `password`. */
  videoPasswords: text('video_passwords'),
  peertubeUrl: text('peertube_url').notNull(),
  peertubeId: integer('peertube_id').notNull(),
  peertubeUuid: text('peertube_uuid').notNull(),
  peertubeEmbedUrl: text('peertube_embed_url').notNull(),
  peertubeChannelId: integer('peertube_channel_id').notNull(),
  rtmpUrl: text('rtmp_url').notNull(),
  rtmpsUrl: text('rtmps_url'),
  /** Sealed. */
  streamKey: text('stream_key').notNull(),
  replays: jsonb('replays').$type<Replay[]>().notNull().default([]),
  /** Those under keys that were replaced: PeerTube forgets them with the live. */
  earlierReplays: jsonb('earlier_replays').$type<Replay[]>().notNull().default([]),
  /** A live at PeerTube that was replaced and is still to be deleted: its key works. */
  retiringUuid: text('retiring_uuid'),
  problemCode: text('problem_code'),
  problemDetail: text('problem_detail'),
  /** When to ask PeerTube again; null: nothing will change any more. */
  nextCheckAt: moment('next_check_at'),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  startedAt: moment('started_at'),
  endedAt: moment('ended_at'),
  revision: revision(),
});

export const peertubeTokens = pgTable('peertube_tokens', {
  instanceUrl: text('instance_url').primaryKey(),
  sealed: text('sealed').notNull(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
});

export type VideoRow = typeof videos.$inferSelect;
export type NewVideoRow = typeof videos.$inferInsert;
export type StreamRow = typeof streams.$inferSelect;
export type NewStreamRow = typeof streams.$inferInsert;
