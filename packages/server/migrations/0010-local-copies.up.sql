-- What was made of a local file, so that browsers play it while PeerTube cannot.
ALTER TABLE videos
  -- `plays` as it is; `preparing` another form; `made`; `failed`; `original`: there is no ffmpeg to find out.
  ADD COLUMN copy_state text CHECK (copy_state IN ('plays', 'preparing', 'made', 'failed', 'original')),
  -- The derived file to offer, such as web.mp4.
  ADD COLUMN copy_name text,
  ADD COLUMN has_hls boolean NOT NULL DEFAULT false,
  ADD COLUMN has_poster boolean NOT NULL DEFAULT false,
  -- The picture of the published video.
  ADD COLUMN peertube_poster_url text;
