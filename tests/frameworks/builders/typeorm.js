const { Table, TableColumn, TableForeignKey, TableIndex, TableUnique, TableCheck } = require("typeorm");

module.exports = class Builders1700000000000 {
    async up(queryRunner) {
        await queryRunner.createTable(new Table({
            name: "customers",
            columns: [
                { name: "id", type: "int", isPrimary: true, isGenerated: true, generationStrategy: "increment" },
                { name: "name", type: "varchar", isNullable: false },
                { name: "code", type: "varchar", length: "20", isNullable: true, isUnique: true },
                { name: "active", type: "boolean", default: true },
                { name: "balance", type: "numeric", precision: 12, scale: 4, default: "0" },
                { name: "key", type: "uuid", default: "gen_random_uuid()" },
                { name: "tags", type: "text", isArray: true, isNullable: true },
                { name: "seen_at", type: "timestamptz", default: "now()" },
            ],
        }));
        await queryRunner.createTable(new Table({
            name: "orders",
            columns: [{ name: "id", type: "uuid", isPrimary: true }, { name: "customer_id", type: "int" }],
            foreignKeys: [{ name: "orders_customer", columnNames: ["customer_id"], referencedTableName: "customers", referencedColumnNames: ["id"], onDelete: "CASCADE" }],
            indices: [{ name: "orders_by_customer", columnNames: ["customer_id"] }],
        }));
        await queryRunner.addColumn("orders", new TableColumn({ name: "state", type: "varchar", length: "10", default: "'new'" }));
        await queryRunner.addColumns("orders", [
            new TableColumn({ name: "total", type: "bigint", isNullable: true }),
            new TableColumn({ name: "note", type: "text" }),
        ]);
        await queryRunner.createIndex("orders", new TableIndex({ name: "orders_state", columnNames: ["state", "total"], isUnique: true }));
        await queryRunner.createIndex("orders", new TableIndex({ name: "orders_open", columnNames: ["state"], where: "state = 'open'" }));
        await queryRunner.createForeignKey("orders", new TableForeignKey({
            name: "orders_again",
            columnNames: ["customer_id"],
            referencedTableName: "customers",
            referencedColumnNames: ["id"],
            onDelete: "SET NULL",
        }));
        await queryRunner.createUniqueConstraint("orders", new TableUnique({ name: "orders_note_key", columnNames: ["note"] }));
        await queryRunner.createCheckConstraint("orders", new TableCheck({ name: "orders_total", expression: "total >= 0" }));
        await queryRunner.createSchema("archive", true);
        await queryRunner.dropSchema("archive", true);
    }

    async down() {}
};
