exports.shorthands = { key: { type: "uuid", primaryKey: true } };

exports.up = (pgm) => {
    pgm.createTable("customers", {
        id: "id",
        name: { type: "varchar(100)", notNull: true },
        code: { type: "text", unique: true },
        note: { type: "text", default: "it's" },
        active: { type: "boolean", notNull: true, default: true },
        seen_at: { type: "timestamptz", default: pgm.func("now()") },
        data: "jsonb",
    });
    pgm.createTable("orders", {
        id: { type: "uuid", primaryKey: true },
        customer_id: { type: "integer", notNull: true, references: '"customers"', onDelete: "CASCADE" },
    }, { ifNotExists: true });
    pgm.addColumns("orders", { state: { type: "varchar(10)", notNull: true, default: "new" }, total: { type: "bigint" } });
    pgm.addColumn("orders", { note: { type: "text" } }, { ifNotExists: true });
    pgm.alterColumn("orders", "total", { type: "integer", notNull: true });
    pgm.alterColumn("orders", "note", { default: "none", notNull: false });
    pgm.alterColumn("orders", "note", { default: null });
    pgm.renameColumn("orders", "state", "status");
    pgm.createIndex("orders", "status");
    pgm.createIndex("orders", ["status", "total"], { unique: true, name: "orders_unique", concurrently: true });
    pgm.createIndex("orders", "total", { where: "total > 0", ifNotExists: true, method: "btree" });
    pgm.dropIndex("orders", "status");
    pgm.dropIndex("orders", [], { name: "orders_unique", ifExists: true, concurrently: true });
    pgm.addConstraint("orders", "orders_total", { check: "total >= 0" });
    pgm.addConstraint("orders", "orders_customer", "FOREIGN KEY (customer_id) REFERENCES customers (id)");
    pgm.addConstraint("orders", "orders_status_key", { unique: ["status"] });
    pgm.dropConstraint("orders", "orders_total");
    pgm.dropColumns("orders", ["note", "total"]);
    pgm.dropColumn("orders", "customer_id", { ifExists: true });
    pgm.renameTable("orders", "purchases");
    pgm.dropTable("purchases", { ifExists: true, cascade: true });
    pgm.createType("mood", ["sad", "happy"]);
    pgm.addTypeValue("mood", "calm", { ifNotExists: true });
    pgm.dropType("mood");
    pgm.createExtension("citext", { ifNotExists: true });
    pgm.createSchema("archive", { ifNotExists: true });
    pgm.dropSchema("archive");
    pgm.sql("SELECT {value}", { value: "a" });
};

exports.down = false;
