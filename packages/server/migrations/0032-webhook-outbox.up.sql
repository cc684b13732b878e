-- What receivers of webhooks are to be sent, written in the transaction of the change itself: never lost, never twice.
CREATE TABLE webhook_outbox (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  type text NOT NULL,
  thing_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION note_video_for_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was_refused boolean := OLD.state = 'rejected' OR (OLD.state = 'local' AND OLD.next_attempt_at IS NULL);
  is_refused boolean := NEW.state = 'rejected' OR (NEW.state = 'local' AND NEW.next_attempt_at IS NULL);
BEGIN
  IF NEW.state = 'stored' AND OLD.state = 'receiving' THEN
    INSERT INTO webhook_outbox (type, thing_id) VALUES ('video.received', NEW.id);
  END IF;
  IF NEW.state = 'published' AND OLD.state <> 'published' THEN
    INSERT INTO webhook_outbox (type, thing_id) VALUES ('video.published', NEW.id);
  END IF;
  IF is_refused AND NOT was_refused AND NEW.deleted_at IS NULL THEN
    INSERT INTO webhook_outbox (type, thing_id) VALUES ('video.refused', NEW.id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER videos_for_webhooks AFTER UPDATE OF state, next_attempt_at ON videos
  FOR EACH ROW EXECUTE FUNCTION note_video_for_webhooks();

CREATE FUNCTION note_stream_for_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'live' AND OLD.state <> 'live' THEN
    INSERT INTO webhook_outbox (type, thing_id) VALUES ('stream.live', NEW.id);
  END IF;
  IF jsonb_array_length(NEW.replays) > jsonb_array_length(OLD.replays) THEN
    INSERT INTO webhook_outbox (type, thing_id) VALUES ('stream.replay', NEW.id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER streams_for_webhooks AFTER UPDATE OF state, replays ON streams
  FOR EACH ROW EXECUTE FUNCTION note_stream_for_webhooks();
