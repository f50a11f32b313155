create table loans (id bigint primary key);
{{ template "shared/rights.sql" . }}

---- create above / drop below ----

drop table loans;
