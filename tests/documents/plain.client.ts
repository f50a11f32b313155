import { Client } from 'pg';

async function main() {
  const client = new Client();
  await client.connect();
  await client.query('BEGIN');
  await client.query({ text: 'UPDATE users SET seen = $1', values: [new Date()] });
  await client.query('COMMIT');
  await client.end();
}

main().catch(console.error);
