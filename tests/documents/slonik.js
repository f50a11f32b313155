exports.up = async ({ context: { connection, sql } }) => {
  await connection.query(sql.unsafe`CREATE TABLE a (id int)`);
  await connection.query(sql.type(none)`CREATE INDEX ON a (${sql.identifier(['id'])})`);
};
