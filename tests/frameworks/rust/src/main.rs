//! Runs the migrations of a folder with one of Rust's migrators: `migrators TOOL FOLDER URL`.

use std::{env, path::Path};

use anyhow::{Context, Result, anyhow, bail};
use diesel::Connection;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [tool, folder, url] = arguments.as_slice() else { bail!("migrators TOOL FOLDER URL") };
    let folder = Path::new(folder);
    match tool.as_str() {
        "diesel" => diesel(folder, url),
        "refinery" => refinery(folder, url).await,
        "sqlx" => sqlx(folder, url).await,
        other => bail!("no such tool: {other}"),
    }
}

fn diesel(folder: &Path, url: &str) -> Result<()> {
    let migrations = FileBasedMigrations::from_path(folder)?;
    let mut connection = diesel::PgConnection::establish(url)?;
    connection.run_pending_migrations(migrations).map_err(|error| anyhow!("{error}"))?;
    Ok(())
}

async fn refinery(folder: &Path, url: &str) -> Result<()> {
    let migrations = refinery::load_sql_migrations(folder)?;
    let (mut client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await?;
    let connection = tokio::spawn(connection);
    refinery::Runner::new(&migrations).run_async(&mut client).await?;
    drop(client);
    connection.await.context("the connection")??;
    Ok(())
}

async fn sqlx(folder: &Path, url: &str) -> Result<()> {
    let migrator = sqlx::migrate::Migrator::new(folder).await?;
    let pool = sqlx::PgPool::connect(url).await?;
    Ok(migrator.run(&pool).await?)
}
