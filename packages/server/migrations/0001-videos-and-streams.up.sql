-- Every visible change takes a number here, so that a page that was away can ask for what it missed.
CREATE SEQUENCE revisions;

CREATE TABLE videos (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  upload_key text,
  name text NOT NULL,
  description text,
  category text,
  language text,
  tags text[] NOT NULL DEFAULT '{}',
  privacy text NOT NULL CHECK (privacy IN ('public', 'unlisted', 'private', 'internal', 'password')),
  nsfw boolean NOT NULL DEFAULT false,
  channel_id integer,
  video_passwords text,
  filename text NOT NULL,
  media_type text NOT NULL,
  extension text,
  size_bytes bigint NOT NULL,
  received_bytes bigint NOT NULL DEFAULT 0,
  published_bytes bigint NOT NULL DEFAULT 0,
  duration_seconds double precision,
  state text NOT NULL CHECK (state IN ('receiving', 'stored', 'publishing', 'local', 'published', 'rejected')),
  problem_code text,
  problem_detail text,
  attempts integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz,
  claim_id uuid,
  claimed_until timestamptz,
  metadata_changed boolean NOT NULL DEFAULT false,
  peertube_url text,
  peertube_upload jsonb,
  peertube_result jsonb,
  peertube_id integer,
  peertube_uuid text,
  peertube_embed_url text,
  peertube_download_url text,
  peertube_channel_id integer,
  file_expires_at timestamptz,
  file_deleted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  received_at timestamptz,
  published_at timestamptz,
  deleted_at timestamptz,
  revision bigint NOT NULL DEFAULT nextval('revisions'),
  UNIQUE (owner_id, upload_key)
);
CREATE INDEX videos_due ON videos (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX videos_newest ON videos (created_at DESC, id);
CREATE INDEX videos_files ON videos (file_expires_at) WHERE file_expires_at IS NOT NULL AND file_deleted_at IS NULL;
CREATE INDEX videos_revision ON videos (revision);

CREATE TABLE streams (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  name text NOT NULL,
  description text,
  category text,
  language text,
  tags text[] NOT NULL DEFAULT '{}',
  privacy text NOT NULL CHECK (privacy IN ('public', 'unlisted', 'private', 'internal', 'password')),
  nsfw boolean NOT NULL DEFAULT false,
  state text NOT NULL CHECK (state IN ('waiting', 'live', 'ended', 'error')),
  viewers integer NOT NULL DEFAULT 0,
  permanent_live boolean NOT NULL DEFAULT false,
  save_replay boolean NOT NULL DEFAULT true,
  replay_privacy text,
  latency_mode text NOT NULL DEFAULT 'default' CHECK (latency_mode IN ('default', 'high', 'small')),
  peertube_url text NOT NULL,
  peertube_id integer NOT NULL,
  peertube_uuid text NOT NULL,
  peertube_embed_url text NOT NULL,
  peertube_channel_id integer NOT NULL,
  rtmp_url text NOT NULL,
  rtmps_url text,
  stream_key text NOT NULL,
  replays jsonb NOT NULL DEFAULT '[]',
  problem_code text,
  problem_detail text,
  next_check_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz,
  revision bigint NOT NULL DEFAULT nextval('revisions')
);
CREATE INDEX streams_due ON streams (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX streams_newest ON streams (created_at DESC, id);
CREATE INDEX streams_revision ON streams (revision);

-- Sessions at PeerTube, sealed with the server's key.
CREATE TABLE peertube_tokens (
  instance_url text PRIMARY KEY,
  sealed text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
