create policy "own loans" on "public"."loans" as permissive for select to authenticated using ((auth.uid() = reader));
create index concurrently loans_due on public.loans (due);
