-- Uploads for forms that were never sent; what came by mail is kept.
CREATE INDEX files_unsent ON files (at) WHERE process_id IS NULL AND uploaded_by <> 'mail';
