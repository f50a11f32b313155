import { MigrationInterface, QueryRunner } from "typeorm";

const SCHEMA = "app";
// ddlint-ignore-file table-without-primary-key: it's a fixture

export class AddOrders1700000000000 implements MigrationInterface {
    name = "AddOrders1700000000000";

    public async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(`CREATE TABLE "orders" ("id" SERIAL NOT NULL, "note" text DEFAULT 'it''s')`);
        await queryRunner.query("CREATE TABLE \"lines\" (id int); CREATE INDEX lines_id ON lines (id)");
        await queryRunner.query(`
            ALTER TABLE ${SCHEMA}.orders
                ADD COLUMN total numeric; -- ddlint-ignore drop-column: why
        `);
        await queryRunner.query('ALTER TABLE orders ' + 'ADD COLUMN ' +
            'state text');
        // ddlint-ignore drop-table: nobody reads it
        await queryRunner.query(`DROP TABLE ${process.env.SCHEMA ?? "x"}.old`); // ddlint-ignore drop-view: nor that
        await this.indexes(queryRunner, ["a", "b"]);
        await queryRunner.commitTransaction();
        await queryRunner.query(`CREATE INDEX CONCURRENTLY o ON orders (total)`);
        await queryRunner.startTransaction();
        await queryRunner.query(makeSql());
        await Promise.all([
            queryRunner.query(`DELETE FROM lines WHERE id = $1`, [1]),
            queryRunner.manager.query(["SELECT", "1"].join(" ")),
        ]);
    }

    private async indexes(runner: QueryRunner, columns: string[]) {
        for (const column of columns) {
            if (await runner.hasColumn("lines", column)) await runner.query(`CREATE INDEX ON lines (${column})`);
        }
    }

    public async down(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(`DROP TABLE "orders"`);
    }
}
