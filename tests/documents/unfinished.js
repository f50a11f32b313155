exports.up = async (knex) => {
  await knex.raw('ALTER TABLE users ADD COLUMN a int');
  await knex.raw('ALTER TABLE users ADD COLUMN b int' 'oops');
  await knex.raw('ALTER TABLE users ADD COLUMN c int');
};
