ALTER TABLE videos
  DROP COLUMN peertube_poster_url, DROP COLUMN has_poster, DROP COLUMN has_hls, DROP COLUMN copy_name, DROP COLUMN copy_state;
