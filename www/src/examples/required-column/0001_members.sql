CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL,
    joined_at timestamptz NOT NULL DEFAULT now()
);
