-- Which step of its way to PeerTube a video is at, and since when: what was a guess from three other columns.
ALTER TABLE videos
  ADD COLUMN step text NOT NULL DEFAULT 'send' CHECK (step IN ('send', 'confirm', 'settle')),
  ADD COLUMN step_since timestamptz NOT NULL DEFAULT now(),
  -- How often PeerTube had every byte and made no video of them.
  ADD COLUMN whole_sends integer NOT NULL DEFAULT 0;
UPDATE videos SET step = 'settle' WHERE peertube_result IS NOT NULL;
-- `attempts` counts failures in a row, and nothing else.
UPDATE videos SET attempts = 0 WHERE problem_code IS NULL;
