{{if .Owner}}
ALTER TABLE {{ index .Options "Namespace" }}.books OWNER TO :owner;
{{end}}
UPDATE %TABLE_PREFIX%books SET extra = '{{}}' WHERE id = ${id};
SET search_path TO /* TEMPLATE: schema */;
ALTER TABLE books AUTO_INCREMENT = $%AUTO_INCREMENT%$;
