//! How programs write the names of tables and columns.

/// Words that say nothing of a table: they are everywhere in code.
const TOO_COMMON: [&str; 28] = [
    "class",
    "code",
    "content",
    "count",
    "data",
    "date",
    "default",
    "description",
    "id",
    "index",
    "key",
    "label",
    "length",
    "message",
    "name",
    "order",
    "size",
    "status",
    "text",
    "time",
    "title",
    "type",
    "url",
    "user",
    "uuid",
    "value",
    "version",
    "year",
];

/// Names of several words that many tables have.
const SHARED: [&str; 8] =
    ["created_at", "created_by", "deleted_at", "updated_at", "updated_by", "first_name", "last_name", "user_id"];

/// The words of a name: `user_email` and `userEmail` are `user` and `email`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = '_';
    for letter in name.chars() {
        let hump = letter.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        if (!letter.is_alphanumeric() || hump) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphanumeric()) {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The name is one word.
pub fn is_single(name: &str) -> bool {
    words(name).len() < 2
}

/// Looking for the column would find everything.
pub fn is_too_common(column: &str) -> bool {
    TOO_COMMON.contains(&column.to_lowercase().as_str()) || column.chars().count() < 3
}

/// Other tables may well have a column of this name.
pub fn is_shared(column: &str) -> bool {
    is_single(column) || SHARED.contains(&words(column).join("_").as_str())
}

/// A column in all spellings: `user_email`, `userEmail`, `UserEmail`.
pub fn of_column(column: &str) -> Vec<String> {
    distinct([column.to_owned(), words(column).join("_"), camel(&words(column)), pascal(&words(column))])
}

/// A table as SQL and mappings write it.
pub fn of_table(table: &str) -> Vec<String> {
    let words = words(table);
    distinct([table.to_owned(), words.join("_"), camel(&words)])
}

/// The classes that may stand for a table, and what clients call them: `UserAccount`, `UserAccounts`, `userAccount`.
pub fn of_class(table: &str) -> Vec<String> {
    let several = words(table);
    let one = singulars(&several);
    let all = || std::iter::once(&several).chain(&one);
    distinct(all().map(|words| pascal(words)).chain(one.iter().map(|words| camel(words))))
}

/// The names that a file of its model may have, without anything but letters and digits.
pub fn of_file(table: &str) -> Vec<String> {
    let several = words(table);
    std::iter::once(&several).chain(&singulars(&several)).map(|words| words.concat()).collect()
}

/// With the last word in the singular, as far as its end tells.
fn singulars(words: &[String]) -> Vec<Vec<String>> {
    let Some((last, before)) = words.split_last() else { return Vec::new() };
    let cut = |end: &str, with: &str| last.strip_suffix(end).filter(|left| left.len() > 1).map(|left| format!("{left}{with}"));
    let irregular = match last.as_str() {
        "people" => Some("person".to_owned()),
        "children" => Some("child".to_owned()),
        _ => None,
    };
    let es = ["ses", "xes", "ches", "shes", "zes"].iter().any(|end| last.ends_with(end));
    let found =
        [irregular, cut("ies", "y"), es.then(|| cut("es", "")).flatten(), cut("s", "").filter(|left| !left.ends_with('s'))];
    found.into_iter().flatten().map(|one| before.iter().cloned().chain([one]).collect()).collect()
}

fn camel(words: &[String]) -> String {
    words.split_first().map(|(first, others)| format!("{first}{}", pascal(others))).unwrap_or_default()
}

fn pascal(words: &[String]) -> String {
    let capital =
        |word: &String| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
    words.iter().map(capital).collect()
}

fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::new();
    for name in names {
        if !name.is_empty() && !distinct.contains(&name) {
            distinct.push(name);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_as_programs_spell_them() {
        assert_eq!(of_column("user_email"), ["user_email", "userEmail", "UserEmail"]);
        assert_eq!(of_column("createdAt"), ["createdAt", "created_at", "CreatedAt"]);
        assert_eq!(of_table("user_accounts"), ["user_accounts", "userAccounts"]);
        assert_eq!(of_class("user_accounts"), ["UserAccounts", "UserAccount", "userAccount"]);
        assert_eq!(of_class("categories"), ["Categories", "Category", "Categorie", "category", "categorie"]);
        assert_eq!(of_class("addresses"), ["Addresses", "Address", "Addresse", "address", "addresse"]);
        assert_eq!(of_class("news"), ["News", "New", "new"]);
    }
}
