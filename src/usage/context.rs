//! Whether a word in code means a table: what stands around it tells.

/// What stands before a table's name in SQL and in query builders: `FROM users`, `.from(users)`, `insert(users)`.
const BEFORE_TABLE: [&str; 9] = ["from", "join", "into", "update", "table", "insert", "delete", "on", "truncate"];
/// What stands before the name of a class.
const BEFORE_CLASS: [&str; 9] = ["class", "model", "struct", "entity", "extends", "new", "interface", "type", "import"];

/// The word at this place is a whole one.
pub fn is_word(text: &[u8], start: usize, end: usize) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let before = start.checked_sub(1).and_then(|at| text.get(at));
    !before.is_some_and(is_part) && !text.get(end).is_some_and(is_part)
}

/// The word stands between quotes, or is a symbol: `'users'`, `"users"`, `` `users` ``, `:users`.
pub fn is_quoted(text: &[u8], start: usize, end: usize) -> bool {
    let (before, after) = (start.checked_sub(1).and_then(|at| text.get(at)), text.get(end));
    match before {
        Some(quote @ (b'\'' | b'"' | b'`')) => after == Some(quote),
        Some(b':') => !matches!(start.checked_sub(2).and_then(|at| text.get(at)), Some(b':')),
        _ => false,
    }
}

/// The word names a table although it is a word of everyday use.
pub fn is_table(text: &[u8], start: usize, end: usize) -> bool {
    is_quoted(text, start, end) || BEFORE_TABLE.contains(&word_before(text, unqualified(text, start)).as_str())
}

/// Where a name begins with its schema: `public.users`.
fn unqualified(text: &[u8], start: usize) -> usize {
    match &text[..start] {
        [before @ .., b'.'] => {
            before.len() - before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
        }
        _ => start,
    }
}

/// The word names a class, or what a client offers for it: `User.find`, `User::new`, `class User`, `prisma.user.find`.
pub fn is_class(text: &[u8], start: usize, end: usize) -> bool {
    let followed = matches!(text.get(end..), Some([b'.', ..] | [b':', b':', ..]));
    let capital = text.get(start).is_some_and(u8::is_ascii_uppercase);
    match capital {
        true => followed || BEFORE_CLASS.contains(&word_before(text, start).as_str()),
        false => followed && matches!(word_before_dot(text, start).as_str(), "prisma" | "tx" | "db" | "client" | "query"),
    }
}

/// The word before, in lower case; quotes, brackets and white space between are passed over.
fn word_before(text: &[u8], start: usize) -> String {
    let before = &text[start.saturating_sub(40)..start];
    let end = before.iter().rposition(|byte| !b" \t\r\n\"'`([{.".contains(byte)).map_or(0, |at| at + 1);
    last_word(&before[..end])
}

fn word_before_dot(text: &[u8], start: usize) -> String {
    match &text[start.saturating_sub(40)..start] {
        [before @ .., b'.'] => last_word(before),
        _ => String::new(),
    }
}

fn last_word(text: &[u8]) -> String {
    let from = text.iter().rposition(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_').map_or(0, |at| at + 1);
    String::from_utf8_lossy(&text[from..]).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, word: &str, is: fn(&[u8], usize, usize) -> bool) -> usize {
        text.match_indices(word).filter(|(at, _)| is(text.as_bytes(), *at, at + word.len())).count()
    }

    #[test]
    fn everyday_words_are_tables_where_sql_or_a_mapping_has_them() {
        assert_eq!(places("SELECT * FROM orders JOIN public.orders", "orders", is_table), 2);
        assert_eq!(places("db.from(orders); 'orders' has_many :orders", "orders", is_table), 3);
        assert_eq!(places("orders.map(x => orders); the orders of a::orders", "orders", is_table), 0);
        assert_eq!(places("Order.find(1); class Order; // Order of things", "Order", is_class), 2);
        assert_eq!(places("prisma.order.findMany(); const order = order.x", "order", is_class), 1);
        assert_eq!(places("user_email email emails éemail", "email", is_word), 1);
    }
}
