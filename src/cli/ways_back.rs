//! The file that undoes a migration, where that is a file of its own.

use std::path::{Path, PathBuf};

use super::surroundings::Surroundings;
use crate::source::{SENT_BY_SCRIPTS, framework::Reverts};

/// The file that undoes this one, as it is or as it would be named; `None` where no name tells.
pub fn of(file: &Path, surroundings: &Surroundings) -> Option<PathBuf> {
    let name = file.file_name()?.to_str()?;
    let stem = name.strip_suffix(".sql")?;
    match surroundings.found.framework.reverts {
        Reverts::InFolder => in_folder(file),
        Reverts::InFiles if name == "up.sql" => Some(file.with_file_name("down.sql")),
        Reverts::InFiles => match (stem.strip_suffix(".up"), undone_version(name)) {
            (Some(stem), _) => Some(file.with_file_name(format!("{stem}.down.sql"))),
            (None, Some(undo)) => surroundings.beginning(&file.with_file_name(undo)),
            (None, None) => {
                let named = ["down", "rollback", "undo"].map(|end| file.with_file_name(format!("{stem}.{end}.sql")));
                let beside = file.with_file_name(format!("{stem}_rollback.sql"));
                named.into_iter().chain([beside]).find(|path| surroundings.has(path))
            }
        },
        Reverts::InSections => {
            stem.strip_suffix("-up").filter(|_| is_sent(file)).map(|stem| file.with_file_name(format!("{stem}-down.sql")))
        }
        Reverts::Never | Reverts::InComments => None,
    }
}

/// `U1.2__`, with which the file begins that undoes `V1.2__name.sql`.
fn undone_version(name: &str) -> Option<String> {
    let (version, _) = name.strip_prefix('V')?.split_once("__")?;
    Some(format!("U{version}__"))
}

/// It is one of the files that db-migrate's scripts send.
fn is_sent(file: &Path) -> bool {
    file.parent().is_some_and(|folder| folder.ends_with(SENT_BY_SCRIPTS))
}

/// `revert/name.sql` for `deploy/name.sql`, whatever folders are between.
fn in_folder(file: &Path) -> Option<PathBuf> {
    let is_deploy = |part: &std::ffi::OsStr| part == "deploy";
    let last = file.iter().collect::<Vec<_>>().iter().rposition(|part| is_deploy(part))?;
    Some(file.iter().enumerate().map(|(at, part)| if at == last { "revert".as_ref() } else { part }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_undoes() {
        assert_eq!(undone_version("V1.2__a.sql").as_deref(), Some("U1.2__"));
        assert_eq!(in_folder(Path::new("/deploy/x/deploy/a/b.sql")), Some(PathBuf::from("/deploy/x/revert/a/b.sql")));
        assert_eq!(in_folder(Path::new("/a/b.sql")), None);
    }
}
