{{ if eq .DialectDetails.Dialect "postgres" }}
CREATE TABLE "loans" ("id" UUID PRIMARY KEY);
{{ end }}
