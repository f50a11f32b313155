CREATE TABLE "loans" ("id" bigint PRIMARY KEY)
--> statement-breakpoint
ALTER TABLE "loans" ADD COLUMN "note" text--> statement-breakpoint
-- a comment of our own --> statement-breakpoint
CREATE INDEX "loans_note" ON "loans" ("note")
