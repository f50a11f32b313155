import { Migration } from '@mikro-orm/migrations';

export class Migration20240101000000 extends Migration {
  async up(): Promise<void> {
    this.addSql('alter table "users" add column "note" text null;');
  }

  override isTransactional(): boolean {
    return false;
  }
}
