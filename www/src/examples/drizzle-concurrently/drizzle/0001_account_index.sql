-- Somebody read that indexes are built CONCURRENTLY, and wrote it in by hand.
-- Drizzle runs all pending files in one transaction: there the server refuses it, and nothing is deployed.
ALTER TABLE "events" ADD COLUMN "source" text;--> statement-breakpoint
CREATE INDEX CONCURRENTLY "events_account_idx" ON "events" ("account_id");
