const { sql } = require("kysely");

exports.up = async (db) => {
    await db.schema
        .createTable("customers")
        .addColumn("id", "serial", (col) => col.primaryKey())
        .addColumn("name", "varchar(100)", (col) => col.notNull())
        .addColumn("code", "text", (col) => col.unique())
        .addColumn("note", "text", (col) => col.defaultTo("it's"))
        .addColumn("active", "boolean", (col) => col.notNull().defaultTo(true))
        .addColumn("seen_at", "timestamptz", (col) => col.defaultTo(sql`now()`).notNull())
        .addColumn("kind", sql`citext`)
        .addUniqueConstraint("customers_name_code", ["name", "code"])
        .execute();
    await db.schema
        .createTable("shop.orders")
        .ifNotExists()
        .addColumn("id", "uuid", (col) => col.primaryKey().defaultTo(sql`gen_random_uuid()`))
        .addColumn("customer_id", "integer", (col) => col.references("customers.id").onDelete("cascade").notNull())
        .addForeignKeyConstraint("orders_customer", ["customer_id"], "customers", ["id"], (cb) => cb.onDelete("cascade"))
        .addCheckConstraint("orders_check", sql`customer_id > 0`)
        .execute();
    await db.schema.alterTable("orders").addColumn("state", "varchar(10)", (col) => col.notNull().defaultTo("new")).execute();
    await db.schema.alterTable("orders").addColumn("total", "bigint").addColumn("note", "text").execute();
    await db.schema.alterTable("orders").alterColumn("total", (col) => col.setNotNull()).execute();
    await db.schema.alterTable("orders").alterColumn("total", (col) => col.setDataType("integer")).execute();
    await db.schema.alterTable("orders").alterColumn("total", (col) => col.setDefault(1)).execute();
    await db.schema.alterTable("orders").alterColumn("total", (col) => col.dropDefault()).execute();
    await db.schema.alterTable("orders").alterColumn("total", (col) => col.dropNotNull()).execute();
    await db.schema.alterTable("orders").renameColumn("state", "status").execute();
    await db.schema.alterTable("orders").dropColumn("note").execute();
    await db.schema.alterTable("orders").renameTo("purchases").execute();
    await db.schema.alterTable("orders").addUniqueConstraint("orders_key", ["status"]).execute();
    await db.schema.alterTable("orders").addForeignKeyConstraint("orders_c", ["customer_id"], "customers", ["id"]).execute();
    await db.schema.alterTable("orders").addPrimaryKeyConstraint("orders_pkey", ["id"]).execute();
    await db.schema.alterTable("orders").dropConstraint("orders_key").execute();
    await db.schema.createIndex("orders_status").on("orders").column("status").execute();
    await db.schema.createIndex("orders_both").on("shop.orders").columns(["status", "total"]).unique().using("btree").execute();
    await db.schema.createIndex("orders_some").ifNotExists().on("orders").column("status desc").execute();
    await db.schema.dropIndex("orders_status").ifExists().execute();
    await db.schema.createType("mood").asEnum(["sad", "happy"]).execute();
    await db.schema.dropType("mood").execute();
    await db.schema.createSchema("archive").ifNotExists().execute();
    await db.schema.dropTable("orders").ifExists().cascade().execute();
    await db.schema.dropTable("customers").execute();
};

exports.down = async () => {};
