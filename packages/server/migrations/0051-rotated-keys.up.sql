-- A key is renewed by another live at PeerTube: what the live had before, and the one that is still to be deleted there.
ALTER TABLE streams
  ADD COLUMN earlier_replays jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN retiring_uuid text;
