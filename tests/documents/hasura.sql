alter table "public"."books" add column "isbn" text
 null;
