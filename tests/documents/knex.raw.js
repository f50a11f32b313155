const { sql } = require('./helpers');
const TABLES = ['users', 'orders'];

exports.config = { transaction: false };

exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE ?? ADD COLUMN note text DEFAULT ?', ['users', "it's"]);
  await knex.schema.raw("SET lock_timeout = '2s'");
  for (const table of TABLES) {
    await knex.raw(`ALTER TABLE ${table} ADD COLUMN tenant_id bigint`);
  }
  for (const { name } of await knex('tenants').select('name')) {
    await knex.raw(`CREATE SCHEMA ${name}`);
  }
  try {
    await knex.raw('CREATE INDEX CONCURRENTLY users_note ON users (note)');
  } catch (error) {
    await knex.raw('DROP INDEX users_note');
    throw error;
  }
  if (knex.client.config.client === 'mysql2') {
    await knex.raw('ALTER TABLE `users` ENGINE = InnoDB');
  }
  return knex.transaction(async (trx) => {
    await trx.raw('DELETE FROM sessions WHERE user_id = :user', { user: 1 });
  }).then(() => knex.raw('VACUUM sessions'));
};

exports.down = (knex) => knex.raw('ALTER TABLE users DROP COLUMN note');
