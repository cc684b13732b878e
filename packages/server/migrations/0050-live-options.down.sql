ALTER TABLE streams DROP COLUMN video_passwords, DROP COLUMN dvr_window, DROP COLUMN scheduled_at;
