GRANT DELETE ON contacts TO vekha_app;
--> statement-breakpoint
GRANT UPDATE ON contact_allowances TO vekha_app;
