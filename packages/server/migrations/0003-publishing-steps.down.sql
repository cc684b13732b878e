ALTER TABLE videos DROP COLUMN whole_sends, DROP COLUMN step_since, DROP COLUMN step;
