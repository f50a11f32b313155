CREATE TABLE a (id int); -- one
CREATE TABLE b (  id int);CREATE TABLE c (id int);

CREATE TABLE d (id int)