-- Changes are announced by the database itself, so that every server hears of all of them and none before its commit.
CREATE FUNCTION announce_video() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.deleted_at IS NULL THEN
      PERFORM pg_notify('piyakast_changes', json_build_object('kind', 'video', 'id', OLD.id, 'gone', true,
        'owner', OLD.owner_id, 'before', OLD.privacy, 'revision', OLD.revision)::text);
    END IF;
    RETURN OLD;
  END IF;
  PERFORM pg_notify('piyakast_changes', json_build_object('kind', 'video', 'id', NEW.id,
    'gone', NEW.deleted_at IS NOT NULL, 'owner', NEW.owner_id,
    'before', CASE WHEN TG_OP = 'UPDATE' THEN OLD.privacy END, 'revision', NEW.revision)::text);
  RETURN NEW;
END $$;

CREATE TRIGGER videos_changed AFTER UPDATE ON videos FOR EACH ROW
  WHEN (OLD.revision IS DISTINCT FROM NEW.revision) EXECUTE FUNCTION announce_video();
CREATE TRIGGER videos_came_or_went AFTER INSERT OR DELETE ON videos FOR EACH ROW EXECUTE FUNCTION announce_video();

CREATE FUNCTION announce_stream() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM pg_notify('piyakast_changes', json_build_object('kind', 'stream', 'id', OLD.id, 'gone', true,
      'owner', OLD.owner_id, 'before', OLD.privacy, 'revision', OLD.revision)::text);
    RETURN OLD;
  END IF;
  PERFORM pg_notify('piyakast_changes', json_build_object('kind', 'stream', 'id', NEW.id, 'gone', false,
    'owner', NEW.owner_id, 'before', CASE WHEN TG_OP = 'UPDATE' THEN OLD.privacy END, 'revision', NEW.revision)::text);
  RETURN NEW;
END $$;

CREATE TRIGGER streams_changed AFTER UPDATE ON streams FOR EACH ROW
  WHEN (OLD.revision IS DISTINCT FROM NEW.revision) EXECUTE FUNCTION announce_stream();
CREATE TRIGGER streams_came_or_went AFTER INSERT OR DELETE ON streams FOR EACH ROW EXECUTE FUNCTION announce_stream();
