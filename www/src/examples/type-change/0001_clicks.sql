CREATE TABLE clicks (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    page varchar(200) NOT NULL,
    clicked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX clicks_page_idx ON clicks (page);
