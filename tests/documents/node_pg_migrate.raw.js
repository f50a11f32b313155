export const shorthands = undefined;

/** @param pgm {import('node-pg-migrate').MigrationBuilder} */
export const up = (pgm) => {
  pgm.noTransaction();
  pgm.sql(`CREATE INDEX CONCURRENTLY users_email ON users (email)`);
  pgm.sql('ALTER TABLE {table} ADD COLUMN a int', { table: 'users' });
};

export const down = false;
