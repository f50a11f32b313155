//! Which tool a migration in JavaScript or TypeScript is written for, told from its words.

/// A tool whose migrations are code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// TypeORM.
    Typeorm,
    /// Knex.
    Knex,
    /// Sequelize, and Umzug with it.
    Sequelize,
    /// node-pg-migrate.
    NodePgMigrate,
    /// Kysely.
    Kysely,
    /// MikroORM.
    Mikroorm,
    /// db-migrate.
    DbMigrate,
    /// Slonik's migrator.
    Slonik,
}

/// Words of a file, the most telling first.
const WORDS: [(&str, Tool); 25] = [
    ("MigrationInterface", Tool::Typeorm),
    ("queryInterface", Tool::Sequelize),
    ("QueryInterface", Tool::Sequelize),
    ("MigrationBuilder", Tool::NodePgMigrate),
    ("node-pg-migrate", Tool::NodePgMigrate),
    ("kysely", Tool::Kysely),
    ("Kysely", Tool::Kysely),
    ("@mikro-orm", Tool::Mikroorm),
    ("this.addSql(", Tool::Mikroorm),
    ("slonik", Tool::Slonik),
    ("queryRunner", Tool::Typeorm),
    ("QueryRunner", Tool::Typeorm),
    ("pgm.", Tool::NodePgMigrate),
    ("knex", Tool::Knex),
    ("Knex", Tool::Knex),
    ("db-migrate", Tool::DbMigrate),
    ("dbm = ", Tool::DbMigrate),
    (".runSql", Tool::DbMigrate),
    ("db.createTable", Tool::DbMigrate),
    ("db.dropTable", Tool::DbMigrate),
    ("db.addColumn", Tool::DbMigrate),
    ("db.addIndex", Tool::DbMigrate),
    ("db.removeColumn", Tool::DbMigrate),
    ("db.removeIndex", Tool::DbMigrate),
    ("context: queryI", Tool::Sequelize),
];

impl Tool {
    /// The tool that a file is written for.
    pub fn of(text: &str) -> Option<Self> {
        WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, tool)| *tool)
    }

    /// The name of its framework, as `--framework` takes it.
    pub fn framework(self) -> &'static str {
        match self {
            Tool::Typeorm => "typeorm",
            Tool::Knex => "knex",
            Tool::Sequelize => "sequelize",
            Tool::NodePgMigrate => "node-pg-migrate",
            Tool::Kysely => "kysely",
            Tool::Mikroorm => "mikroorm",
            Tool::DbMigrate => "db-migrate",
            Tool::Slonik => "slonik",
        }
    }

    /// The tool of this framework.
    pub fn named(framework: &str) -> Option<Self> {
        WORDS.iter().map(|(_, tool)| *tool).find(|tool| tool.framework() == framework)
    }
}
