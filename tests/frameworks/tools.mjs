// All tools that can be had by the registries of npm, Rust and Debian.
import { sqitch, sqlMigrate } from "./tools/debian.mjs";
import dbmate from "./tools/dbmate.mjs";
import drizzle from "./tools/drizzle.mjs";
import graphileMigrate from "./tools/graphile-migrate.mjs";
import { knex, kysely, nodePgMigrateCode, postgresMigrationsTool, sequelize, typeorm } from "./tools/javascript.mjs";
import liquibase from "./tools/liquibase.mjs";
import nodePgMigrate from "./tools/node-pg-migrate.mjs";
import prisma from "./tools/prisma.mjs";
import { diesel, refinery, sqlx } from "./tools/rust.mjs";
import supabase from "./tools/supabase.mjs";

export const TOOLS = [
    ...[dbmate, diesel, drizzle, graphileMigrate, knex, kysely, liquibase, nodePgMigrate, nodePgMigrateCode, postgresMigrationsTool],
    ...[prisma, refinery, sequelize, sqitch, sqlMigrate, sqlx, supabase, typeorm],
];
