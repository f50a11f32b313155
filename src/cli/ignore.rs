//! What one ignore file, such as `.gitignore`, leaves out.

use fast_glob::glob_match;

/// The lines of one ignore file; the last that matches decides.
#[derive(Debug, Default)]
pub struct IgnoreFile(Vec<Line>);

/// One line.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    /// From the file's folder on.
    glob: String,
    /// It takes back what an earlier line left out.
    keeps: bool,
    /// It is about folders only.
    only_folders: bool,
}

impl IgnoreFile {
    /// Reads a file.
    pub fn new(text: &str) -> Self {
        Self(text.trim_start_matches('\u{feff}').lines().filter_map(Line::new).collect())
    }

    /// It says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a path, seen from the file's folder, is left out; nothing where no line matches.
    pub fn ignores(&self, path: &str, is_folder: bool) -> Option<bool> {
        let matching = |line: &&Line| (is_folder || !line.only_folders) && glob_match(&line.glob, path);
        self.0.iter().rev().find(matching).map(|line| !line.keeps)
    }
}

impl Line {
    fn new(line: &str) -> Option<Self> {
        let line = if line.ends_with("\\ ") { line } else { line.trim_end() };
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        let (keeps, line) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
        let (only_folders, line) = line.strip_suffix('/').map_or((false, line), |rest| (true, rest));
        let anchored = line.contains('/');
        // Braces are letters like any other here.
        let line = line.strip_prefix('/').unwrap_or(line).replace('{', "\\{").replace('}', "\\}");
        let glob = if anchored || line.starts_with("**/") { line } else { format!("**/{line}") };
        // What ends so means all in a folder, not the folder itself.
        let glob = if glob.ends_with("/**") { glob + "/*" } else { glob };
        Some(Self { glob, keeps, only_folders })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_git_reads_them() {
        let cases: &[(&str, &str, bool, Option<bool>)] = &[
            ("", "a", false, None),
            ("# a\n\n", "# a", false, None),
            ("\\#a", "#a", false, Some(true)),
            ("2.sql", "2.sql", false, Some(true)),
            ("2.sql", "m/n/2.sql", false, Some(true)),
            ("2.sql  ", "2.sql", false, Some(true)),
            ("a\\ ", "a ", false, Some(true)),
            ("/2.sql", "m/2.sql", false, None),
            ("/2.sql", "2.sql", false, Some(true)),
            ("m/2.sql", "m/2.sql", false, Some(true)),
            ("m/2.sql", "x/m/2.sql", false, None),
            ("m/", "m", true, Some(true)),
            ("m/", "x/m", true, Some(true)),
            ("m/", "m", false, None),
            ("*.sql\n!2.sql", "2.sql", false, Some(false)),
            ("!2.sql\n*.sql", "2.sql", false, Some(true)),
            ("\\!2.sql", "!2.sql", false, Some(true)),
            ("*", ".env", false, Some(true)),
            ("m/*", "m/x/2.sql", false, None),
            ("m/**", "m", true, None),
            ("m/**", "m/x/2.sql", false, Some(true)),
            ("**/m", "m", true, Some(true)),
            ("x/**/m", "x/m", true, Some(true)),
            ("{a,b}", "a", false, None),
            ("{a,b}", "{a,b}", false, Some(true)),
            ("[ab].sql", "b.sql", false, Some(true)),
            ("[!ab].sql", "b.sql", false, None),
            ("?.sql", "12.sql", false, None),
            ("[", "[", false, None),
        ];
        for (text, path, is_folder, expected) in cases {
            assert_eq!(IgnoreFile::new(text).ignores(path, *is_folder), *expected, "{text:?} {path}");
        }
    }
}
