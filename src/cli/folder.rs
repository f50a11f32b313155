//! What in a folder is a migration, and where a project keeps its migrations.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{
    host::{Host, PathKind},
    paths::relative,
    surroundings,
};
use crate::source::{
    Direction, SENT_BY_SCRIPTS,
    changelog::{has_changes, may_be_changelog},
    direction_of_path, order, script,
};

/// Where projects keep their migrations, the most telling first.
const KNOWN: [&str; 14] = [
    "migrations",
    "db/migrations",
    "db/migrate",
    "prisma/migrations",
    "supabase/migrations",
    "drizzle",
    "drizzle/migrations",
    "src/main/resources/db/migration",
    "sql/migrations",
    "database/migrations",
    "src/migrations",
    "migration",
    "schema/migrations",
    "sql",
];

/// Names that folders of migrations have, wherever they are.
const USUAL: [&str; 4] = ["migrations", "migration", "migrate", "drizzle"];
/// So deep they are searched.
const DEEPEST: usize = 10;

/// So many bytes of a script are looked at to tell whether it is a migration.
const HEAD: usize = 16_384;

/// Files whose folder, not their own name, says which migration they are.
const NAMELESS: [&str; 4] = ["migration.sql", "up.sql", "deploy.sql", "down.sql"];

/// Every migration below a folder, those that revert among them.
pub fn migrations(folder: &Path, host: &dyn Host) -> Result<Vec<PathBuf>> {
    up_to(folder, usize::MAX, host)
}

/// The migrations that make one history in a folder: in itself, or one in each of its folders.
pub fn siblings(root: &Path, host: &dyn Host) -> Result<Vec<PathBuf>> {
    let files = up_to(root, 2, host)?;
    Ok(files.into_iter().filter(|file| history(file) == root).collect())
}

/// Whether migrations in another language stand among those in SQL: what they make is not seen.
pub fn has_code(root: &Path, host: &dyn Host) -> bool {
    const LANGUAGES: [&str; 8] = ["go", "py", "rb", "php", "exs", "kt", "java", "cs"];
    let is_code = |file: &PathBuf| {
        let extension = file.extension().and_then(|extension| extension.to_str());
        let unread = || may_be_script(file) && !is_script(file, host) && !sends_file(file, host);
        extension.is_some_and(|extension| LANGUAGES.contains(&extension)) || unread()
    };
    host.walk(root, 2).is_ok_and(|files| files.iter().any(is_code))
}

fn up_to(folder: &Path, depth: usize, host: &dyn Host) -> Result<Vec<PathBuf>> {
    let files = host.walk(folder, depth).with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
    Ok(files.into_iter().filter(|file| is_sql(file) || is_script(file, host) || is_changelog(file, host)).collect())
}

/// The folders with migrations that tools' configurations name; or else the first known one below the current folder that has any, the
/// current folder itself, or those that deeper folders have.
pub fn known(host: &dyn Host) -> Result<Vec<PathBuf>> {
    let has_migrations = |files: Vec<PathBuf>| files.iter().any(|file| !is_down(file));
    let here = Path::new(".");
    let current = host.current_folder().context("cannot tell the current folder")?;
    let mut configured = Vec::new();
    for folder in surroundings::configured(&current, host) {
        if has_migrations(migrations(&folder, host)?) {
            let below = relative(&current, &folder);
            configured.push(if below.as_os_str().is_empty() { here.to_owned() } else { below });
        }
    }
    if !configured.is_empty() {
        return Ok(configured);
    }
    for folder in KNOWN.map(Path::new) {
        if host.kind(folder) == Some(PathKind::Folder) && has_migrations(migrations(folder, host)?) {
            return Ok(vec![folder.to_owned()]);
        }
    }
    if has_migrations(siblings(here, host)?) {
        return Ok(vec![here.to_owned()]);
    }
    let deeper = deeper(host)?;
    if !deeper.is_empty() {
        return Ok(deeper);
    }
    bail!("no migrations folder found from here; name a file or a folder, or set `paths` in ddlint.toml")
}

/// The folders of migrations, by their own names, in the folders of the current one: those of a repository's packages and services.
fn deeper(host: &dyn Host) -> Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for file in up_to(Path::new("."), DEEPEST, host)?.iter().filter(|file| !is_down(file)) {
        let parts: Vec<_> = file.parent().into_iter().flatten().collect();
        let named = parts.iter().position(|part| USUAL.iter().any(|name| part == name));
        let folder = named.map(|at| parts[..=at].iter().collect::<PathBuf>());
        folders.extend(folder.filter(|folder| !folders.contains(folder)));
    }
    Ok(folders)
}

/// The folder whose files make one history with this file.
pub fn history(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(file);
    let nameless = file.file_name().is_some_and(|name| NAMELESS.iter().any(|known| name == *known));
    let folder = if nameless || folder.ends_with(SENT_BY_SCRIPTS) { folder.parent().unwrap_or(folder) } else { folder };
    folder.to_owned()
}

/// Whether a file is one of SQL, by its name.
pub fn is_sql(file: &Path) -> bool {
    file.file_name().and_then(|name| name.to_str()).is_some_and(order::is_migration_file)
}

/// Whether a file, by its name and place, may be a migration in JavaScript or TypeScript.
fn may_be_script(file: &Path) -> bool {
    file.to_str().is_some_and(script::may_be_migration)
}

/// Whether a file is a migration in JavaScript or TypeScript: other scripts stand beside migrations too, and some send nothing but what
/// stands in a file of SQL.
fn is_script(file: &Path, host: &dyn Host) -> bool {
    may_be_script(file)
        && !sends_file(file, host)
        && host.read_head(file, HEAD).is_ok_and(|head| script::is_migration(&String::from_utf8_lossy(&head)))
}

/// Whether a file is a changelog of Liquibase with changes of its own, in a place that says so.
fn is_changelog(file: &Path, host: &dyn Host) -> bool {
    let says = |path: &str| path.contains("changelog") || path.contains("liquibase");
    let may_be = file.to_str().is_some_and(|path| may_be_changelog(path) && says(&path.to_ascii_lowercase()));
    may_be && host.read_head(file, HEAD).is_ok_and(|head| has_changes(&String::from_utf8_lossy(&head)))
}

/// Whether a script's SQL stands in files of its name: `sqls/1-name-up.sql` of `1-name.js`.
fn sends_file(file: &Path, host: &dyn Host) -> bool {
    let sent = || Some(file.parent()?.join(SENT_BY_SCRIPTS).join(format!("{}-up.sql", file.file_stem()?.to_str()?)));
    sent().is_some_and(|sent| host.kind(&sent) == Some(PathKind::File))
}

/// Whether a file undoes a migration.
pub fn is_down(file: &Path) -> bool {
    file.to_str().is_some_and(|path| direction_of_path(path) == Direction::Down)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_of_a_nameless_file_is_around_its_folder() {
        assert_eq!(history(Path::new("/m/2.sql")), Path::new("/m"));
        assert_eq!(history(Path::new("/m/2_x/migration.sql")), Path::new("/m"));
    }
}
