-- What PeerTube 7.3 and 8 let a live have: an announced beginning, going back, and passwords (sealed).
ALTER TABLE streams
  ADD COLUMN scheduled_at timestamptz,
  ADD COLUMN dvr_window integer,
  ADD COLUMN video_passwords text;
