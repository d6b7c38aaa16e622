CREATE TABLE "pulse" (
	"id" integer PRIMARY KEY NOT NULL,
	"beat" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE pulse ADD CONSTRAINT pulse_one CHECK (id = 1 AND beat >= 0);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON pulse TO vekha_system;
