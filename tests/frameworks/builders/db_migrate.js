"use strict";
const async = require("async");
let dbm;
let type;

exports.setup = (options) => {
    dbm = options.dbmigrate;
    type = dbm.dataType;
};

const withShelf = { table: "shelves", name: "books_shelf_fk", mapping: "id", rules: { onDelete: "CASCADE", onUpdate: "RESTRICT" } };

function fill(db, callback) {
    db.insert("genres", ["id", "name"], [1, "it's crime"]).then(() => callback(), callback);
}

exports.up = function (db, callback) {
    async.series([
        db.createTable.bind(db, "shelves", {
            id: { type: "int", primaryKey: true, autoIncrement: true },
            place: { type: type.STRING, length: 40, notNull: true, unique: true },
            built_on: "date",
            seen_at: { type: "timestamptz", defaultValue: new String("now()") },
        }),
        db.createTable.bind(db, "genres", {
            columns: { id: { type: "bigint", primaryKey: true }, name: { type: "text", defaultValue: "none" } },
            ifNotExists: true,
        }),
        (next) => db.createTable("books", {
            shelf: { type: "int", notNull: true, primaryKey: true, foreignKey: withShelf },
            number: { type: "smallint", primaryKey: true, comment: "from the left" },
            data: { type: "jsonb", defaultValue: { raw: "'{}'::jsonb" } },
            price: { type: "decimal", length: "10,2", defaultValue: 0 },
            lent: { type: "boolean", defaultValue: false },
        }, next),
        fill.bind(null, db),
        db.addColumn.bind(db, "books", "lent_at", { type: "datetime", defaultValue: { special: "CURRENT_TIMESTAMP" } }),
        db.addColumn.bind(db, "books", "genre", {
            type: type.BIG_INTEGER,
            comment: "what it is about",
            foreignKey: { table: "genres", name: "books_genre_fk", mapping: { genre: "id" } },
        }),
    ], (error) => {
        if (error) return callback(error);
        return db.changeColumn("books", "price", { type: "int", notNull: true, unique: true, defaultValue: 1 })
            .then(() => db.changeColumn("books", "lent", { notNull: false, defaultValue: null }))
            .then(() => db.renameColumn("books", "lent", "is_lent"))
            .then(() => db.addIndex("books", "books_price", ["price", "number"], true))
            .then(() => db.addIndex("books", "books_lent", "is_lent"))
            .then(() => db.addForeignKey("books", "genres", "books_number_fk", { number: "id" }, { onDelete: "SET NULL" }))
            .then(() => db.removeForeignKey("books", "books_number_fk"))
            .then(() => db.removeIndex("books", "books_lent"))
            .then(() => db.removeIndex("books_price"))
            .then(() => db.removeColumn("books", "is_lent"))
            .then(() => db.renameTable("books", "volumes"))
            .then(() => db.runSql("DELETE FROM volumes WHERE price = ? AND number = ?", [1, 2]))
            .then(() => db.dropTable("genres", { ifExists: true }))
            .then(() => db.dropTable("shelves"))
            .then(() => callback());
    });
};
