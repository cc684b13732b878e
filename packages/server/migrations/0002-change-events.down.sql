DROP TRIGGER streams_came_or_went ON streams;
DROP TRIGGER streams_changed ON streams;
DROP FUNCTION announce_stream();
DROP TRIGGER videos_came_or_went ON videos;
DROP TRIGGER videos_changed ON videos;
DROP FUNCTION announce_video();
