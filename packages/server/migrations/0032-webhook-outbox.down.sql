DROP TRIGGER streams_for_webhooks ON streams;
DROP FUNCTION note_stream_for_webhooks;
DROP TRIGGER videos_for_webhooks ON videos;
DROP FUNCTION note_video_for_webhooks;
DROP TABLE webhook_outbox;
