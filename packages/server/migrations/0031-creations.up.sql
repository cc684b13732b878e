-- Creations that their senders gave a key, so that sending them twice makes one thing.
CREATE TABLE creations (
  owner_id text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  -- Null while it is being created.
  thing_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (owner_id, key)
);
