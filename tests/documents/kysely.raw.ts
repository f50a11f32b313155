import { Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>): Promise<void> {
  await sql`CREATE TABLE ${sql.table('app.users')} (id int, at timestamptz DEFAULT ${sql`now()`})`.execute(db)
  const drop = sql.raw('DROP TABLE old')
  await drop.execute(db)
  const unused = sql`DROP TABLE unused`
  await db.executeQuery(sql`SELECT ${1}`.compile(db))
}

export const down = async (db: Kysely<any>) => { await sql`DROP TABLE app.users`.execute(db) }
