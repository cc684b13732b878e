DROP TABLE peertube_tokens;
DROP TABLE streams;
DROP TABLE videos;
DROP SEQUENCE revisions;
