---- tern: disable-tx ----
create index concurrently loans_due on loans (due);
