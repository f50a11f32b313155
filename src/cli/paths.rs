//! Paths as they are compared and as they are shown.

use std::path::{Component, Path, PathBuf};

/// A path from the root, without `.` and `..`; links are not followed.
pub fn absolute(current: &Path, path: &Path) -> PathBuf {
    let mut absolute = PathBuf::new();
    for component in current.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                absolute.pop();
            }
            other => absolute.push(other),
        }
    }
    absolute
}

/// A path as it is reported: without a leading `./`, with `/` between its parts.
pub fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path).display().to_string();
    if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path }
}

/// A path from the root as seen from the current folder, where it stands below it.
pub fn relative(current: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(current).unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_resolved_by_words_alone() {
        assert_eq!(absolute(Path::new("/a/b"), Path::new("../c/./d")), Path::new("/a/c/d"));
        assert_eq!(absolute(Path::new("/a"), Path::new("/x/../../y")), Path::new("/y"));
        assert_eq!(shown(Path::new("./m/1.sql")), "m/1.sql");
    }
}
