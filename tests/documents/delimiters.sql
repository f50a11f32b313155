delimiter d//
CREATE TABLE a (id int);
d//
DELIMITER ;
CREATE TABLE b (id int);
GO
CREATE TABLE c (id int)
GO
CREATE TABLE d (id int)
/
