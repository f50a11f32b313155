CREATE TABLE "loans" (
	"id" serial PRIMARY KEY NOT NULL,
	"note" text DEFAULT 'a;b'
);
--> statement-breakpoint
CREATE INDEX "loans_note" ON "loans" USING btree ("note");--> statement-breakpoint
DO $$ BEGIN
 ALTER TABLE "loans" ADD CONSTRAINT "loans_note_check" CHECK ("note" <> '');
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
