ALTER TABLE streams DROP COLUMN retiring_uuid, DROP COLUMN earlier_replays;
