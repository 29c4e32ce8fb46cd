-- A command id belongs to what was sent with it: the same id with other content is another request, and is told so
-- instead of being answered as done. Receipts from before have no checksum and are taken as they are.
alter table command_receipt add column input_sha256 bytea;
