module.exports = {
    async up(queryInterface, Sequelize) {
        await queryInterface.createTable("customers", {
            id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false },
            name: { type: Sequelize.STRING, allowNull: false },
            code: { type: Sequelize.STRING(20), unique: true },
            note: { type: Sequelize.TEXT, defaultValue: "it's" },
            active: { type: Sequelize.BOOLEAN, allowNull: false, defaultValue: true },
            balance: { type: Sequelize.DECIMAL(12, 4), defaultValue: 0 },
            key: { type: Sequelize.UUID, defaultValue: Sequelize.literal("gen_random_uuid()") },
            data: Sequelize.JSONB,
            number: Sequelize.BIGINT,
            seenAt: { type: Sequelize.DATE, defaultValue: Sequelize.fn("now") },
            born: Sequelize.DATEONLY,
            score: Sequelize.DOUBLE,
            tags: Sequelize.ARRAY(Sequelize.TEXT),
        });
        await queryInterface.createTable("orders", {
            id: { type: Sequelize.UUID, primaryKey: true },
            customerId: {
                type: Sequelize.INTEGER,
                references: { model: "customers", key: "id" },
                onDelete: "CASCADE",
                onUpdate: "CASCADE",
            },
        });
        await queryInterface.addColumn("orders", "state", { type: Sequelize.STRING(10), allowNull: false, defaultValue: "new" });
        await queryInterface.addColumn("orders", "total", Sequelize.BIGINT);
        await queryInterface.addColumn("orders", "otherId", {
            type: Sequelize.INTEGER,
            references: { model: "customers", key: "id" },
            onDelete: "SET NULL",
        });
        await queryInterface.changeColumn("orders", "state", { type: Sequelize.STRING(100), allowNull: false });
        await queryInterface.changeColumn("orders", "total", { type: Sequelize.INTEGER, allowNull: true, defaultValue: 1 });
        await queryInterface.renameColumn("orders", "state", "status");
        await queryInterface.removeColumn("orders", "total");
        await queryInterface.addIndex("orders", ["status"]);
        await queryInterface.addIndex("orders", ["status", "customerId"], { unique: true, name: "orders_unique", concurrently: true });
        await queryInterface.addIndex("orders", { fields: ["status"], name: "orders_open", where: { status: "open" } });
        await queryInterface.removeIndex("orders", "orders_unique");
        await queryInterface.removeIndex("orders", ["status"]);
        await queryInterface.addConstraint("orders", { fields: ["status"], type: "unique", name: "orders_status_key" });
        await queryInterface.addConstraint("orders", {
            fields: ["customerId"],
            type: "foreign key",
            name: "orders_customer",
            references: { table: "customers", field: "id" },
            onDelete: "cascade",
        });
        await queryInterface.removeConstraint("orders", "orders_customer");
        await queryInterface.renameTable("orders", "purchases");
        await queryInterface.dropTable("purchases");
        await queryInterface.createSchema("archive");
        await queryInterface.dropSchema("archive");
    },
};
