//! Folders of migrations that a tool's own configuration names.

use super::{Configuration, Folder};

/// The folders that one configuration names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The configuration's path, from the folder that was looked from.
    pub configuration: String,
    /// The folders, from the same folder.
    pub folders: Vec<String>,
}

impl dyn Folder + '_ {
    /// What the configurations of these names say of these keys; what is no path of a folder is left out.
    pub(super) fn places(&self, names: &[&str], keys: &[&str]) -> Vec<Places> {
        let said = |configuration: &Configuration| -> Vec<String> {
            keys.iter().flat_map(|key| configuration.all(key)).map(str::to_owned).collect()
        };
        self.configurations(names).filter_map(|configuration| configuration.places(said(&configuration))).collect()
    }
}

impl Configuration {
    /// These folders, which start from where the configuration was looked for.
    pub(super) fn places(&self, folders: impl IntoIterator<Item = String>) -> Option<Places> {
        let folders = folders.into_iter().filter_map(|folder| Some(joined(&self.base, &without_glob(&folder)?)));
        let mut folders: Vec<_> = folders.collect();
        folders.dedup();
        (!folders.is_empty()).then(|| Places { configuration: self.path.clone(), folders })
    }
}

/// A path, which may be one from the root, behind another.
pub(super) fn joined(base: &str, path: &str) -> String {
    let is_rooted = base.is_empty() || path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    let whole = if is_rooted { path.to_owned() } else { format!("{base}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split(['/', '\\']) {
        match part {
            "." => {}
            "" if !parts.is_empty() || !whole.starts_with('/') => {}
            ".." if parts.last().is_some_and(|last| !matches!(*last, "" | "..")) => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The folder whose files a glob means; of one that crosses folders, and of one with a variable in it, that is not known.
fn without_glob(path: &str) -> Option<String> {
    let is_special = |part: &&str| part.contains(['*', '{', '}', '[', '?', '$', '%']);
    if path.is_empty() || path.contains("**") || path.contains("://") || path.contains("${") {
        return None;
    }
    Some(path.split(['/', '\\']).take_while(|part| !is_special(part)).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined() {
        let cases = [
            (("", "a"), "a"),
            (("../", "./a/"), "../a"),
            (("../../", "../b/c"), "../../../b/c"),
            (("/x/y", ".././d"), "/x/d"),
            (("/x", "/y//z"), "/y/z"),
            (("a", ".."), ""),
        ];
        for ((base, path), expected) in cases {
            assert_eq!(joined(base, path), expected, "{base} {path}");
        }
    }

    #[test]
    fn globs_are_taken_off() {
        for (path, folder) in [("a/b/*.ts", Some("a/b")), ("a/{x,y}/c", Some("a")), ("a/**/*.js", None), ("${A}/b", None)] {
            assert_eq!(without_glob(path).as_deref(), folder);
        }
    }
}
