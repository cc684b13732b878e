-- Requests in the current minute, counted over all servers. Not logged: a crash may forget them.
CREATE UNLOGGED TABLE request_counts (
  name text NOT NULL,
  minute bigint NOT NULL,
  hits integer NOT NULL,
  PRIMARY KEY (name, minute)
);
