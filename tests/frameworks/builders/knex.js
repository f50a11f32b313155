exports.up = async (knex) => {
    await knex.schema.createTable("customers", (table) => {
        table.increments("id");
        table.bigIncrements("number", { primaryKey: false });
        table.string("name").notNullable();
        table.string("code", 20).unique();
        table.text("note").defaultTo("it's");
        table.integer("age").unsigned().index();
        table.boolean("active").notNullable().defaultTo(true);
        table.decimal("balance", 12, 4).defaultTo(0);
        table.timestamp("seen_at").defaultTo(knex.fn.now());
        table.timestamp("gone_at", { useTz: false }).nullable();
        table.uuid("key").defaultTo(knex.raw("gen_random_uuid()"));
        table.jsonb("data");
        table.enu("state", ["new", "old"]);
        table.specificType("tags", "text[]");
        table.date("born");
        table.float("score");
        table.binary("photo");
        table.timestamps(true, true);
    });
    await knex.schema.createTable("orders", (t) => {
        t.uuid("id").primary();
        t.integer("customer_id").references("id").inTable("customers").onDelete("CASCADE");
        t.integer("other_id");
        t.foreign("other_id").references("customers.id");
        t.unique(["customer_id", "other_id"]);
        t.index(["other_id"], "orders_other");
    });
    await knex.schema.alterTable("orders", (t) => {
        t.string("state", 10).notNullable().defaultTo("new");
        t.bigInteger("total");
        t.dropColumn("other_id");
        t.renameColumn("state", "status");
        t.index("total");
    });
    await knex.schema.table("orders", (t) => {
        t.dropForeign("customer_id");
        t.dropUnique(["customer_id", "other_id"]);
        t.dropIndex("total");
        t.dropIndex([], "orders_other");
        t.setNullable("total");
        t.dropNullable("status");
        t.string("status", 100).notNullable().alter();
    });
    await knex.schema.withSchema("shop").createTable("lines", (t) => {
        t.increments();
        t.primary(["id", "order_id"]);
        t.dropPrimary();
        t.comment("one line");
    });
    await knex.schema.renameTable("orders", "purchases").dropTableIfExists("old_orders").dropTable("customers");
    await knex.schema.createSchema("archive");
    await knex.schema.raw("select 1");
};

exports.down = async () => {};
