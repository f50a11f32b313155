//! Other names that a mapping gives to a table or column: `mail: text('user_email')`, `mail String @map("user_email")`.

use std::sync::LazyLock;

use regex_lite::Regex;

/// Drizzle's types of columns, and what other mappers write in their place; Django names the column at any place.
static COLUMN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)([a-z_]\w*)\s*(?::[^=]*)?[:=]\s*(?:\w+\.)?(?:(?:text|varchar|char|integer|int|bigint|smallint|serial|bigserial|smallserial|boolean|numeric|decimal|real|double_?precision|jsonb?|time|timestamp|date|interval|uuid|inet|cidr|bytea|vector|\w*enum|column|mapped_column)\(\s*|\w+field\(.*db_column\s*=\s*)['"`]$"#,
    )
    .ok()
});
/// `accounts = pgTable('`, `accounts = Table("`.
static TABLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)([a-z_]\w*)\s*=\s*(?:\w+\.)?\w*(?:table|view)\(\s*['"`]$"#).ok());
/// Behind these stands the table of the class around them.
static OF_CLASS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?:table_name|__tablename__|db_table|@@map|@@map\(\s*name)\s*[=:(]\s*['"]$"#).ok());
static CLASS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?m)^\s*(?:export\s+)?(?:class|model|view)\s+(\w+)").ok());
/// The class of a Prisma model begins it: its `@@map` stands at the end.
const CLASS_WITHIN: usize = 8000;

/// What code calls the thing whose name in the database stands between quotes from `start` on.
pub fn of(text: &[u8], start: usize, is_column: bool, path: &str) -> Option<String> {
    let from = memchr::memrchr(b'\n', &text[..start]).map_or(0, |at| at + 1);
    let line = String::from_utf8_lossy(text.get(from..start)?);
    let named = |regex: &Option<Regex>, text: &str| Some(regex.as_ref()?.captures(text)?.get(1)?.as_str().to_owned());
    if is_column {
        let prisma = path.ends_with(".prisma") && line.trim_end_matches(['"', '\'', ' ']).ends_with("@map(");
        let first = || line.split_whitespace().next().map(str::to_owned);
        return if prisma { first() } else { named(&COLUMN, &line) };
    }
    if OF_CLASS.as_ref().is_some_and(|regex| regex.is_match(&line)) {
        let before = String::from_utf8_lossy(&text[start.saturating_sub(CLASS_WITHIN)..start]);
        let last = CLASS.as_ref()?.captures_iter(&before).last()?;
        return Some(last.get(1)?.as_str().to_owned());
    }
    named(&TABLE, &line)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn mappings_give_other_names() {
        for (text, name, is_column, path, alias) in [
            ("  mail: text('user_email').notNull(),", "user_email", true, "a.ts", Some("mail")),
            ("  mail: varchar(\"user_email\", { length: 9 }),", "user_email", true, "a.ts", Some("mail")),
            ("    mail = mapped_column(\"user_email\")", "user_email", true, "a.py", Some("mail")),
            ("    mail: Mapped[str] = mapped_column(\"user_email\")", "user_email", true, "a.py", Some("mail")),
            ("    mail = models.CharField(max_length=9, db_column='user_email')", "user_email", true, "a.py", Some("mail")),
            ("model A {\n  mail String? @map(\"user_email\")\n", "user_email", true, "schema.prisma", Some("mail")),
            ("const rows = await get('user_email')", "user_email", true, "a.ts", None),
            ("export const people = pgTable('users', {", "users", false, "a.ts", Some("people")),
            ("model Person {\n  id Int\n  @@map(\"users\")\n", "users", false, "schema.prisma", Some("Person")),
            ("class Person < Base\n  self.table_name = \"users\"\n", "users", false, "a.rb", Some("Person")),
            ("const rows = db.select('users')", "users", false, "a.ts", None),
        ] {
            let start = text.find(name).unwrap();
            assert_eq!(of(text.as_bytes(), start, is_column, path).as_deref(), alias, "{text}");
        }
    }
}
