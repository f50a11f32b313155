//! Policies of row level security.

use crate::{
    name::{Name, ObjectName},
    operation::{AlterObject, AlterPolicy, CreatePolicy, Expression, Located, ObjectChange, ObjectKind, PolicyCommand},
    parse::cursor::{Cursor, Read},
};

/// `CREATE POLICY name ON table …`.
pub(super) fn create_policy(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("POLICY")?;
    let (name, table) = name_and_table(cursor)?;
    let permissive = !cursor.eat_words(&["AS", "RESTRICTIVE"]);
    cursor.eat_words(&["AS", "PERMISSIVE"]);
    let command = if cursor.eat_word("FOR") { command(cursor)? } else { PolicyCommand::All };
    let roles = roles(cursor)?;
    let (using, with_check) = expressions(cursor)?;
    let policy = CreatePolicy { name, table, command, permissive, roles, using, with_check };
    Ok(vec![Located::new(policy, cursor.statement())])
}

/// `ALTER POLICY name ON table …`, with the cursor at `POLICY`.
pub(super) fn alter_policy(cursor: &mut Cursor) -> Read<Vec<Located>> {
    cursor.expect_word("POLICY")?;
    let (name, table) = name_and_table(cursor)?;
    if cursor.eat_words(&["RENAME", "TO"]) {
        let change = ObjectChange::RenameTo(cursor.name()?);
        let renamed = AlterObject { kind: ObjectKind::Policy, name: ObjectName::bare(name), on: Some(table), change };
        return Ok(vec![Located::new(renamed, cursor.statement())]);
    }
    let roles = roles(cursor)?;
    let (using, with_check) = expressions(cursor)?;
    Ok(vec![Located::new(AlterPolicy { name, table, roles, using, with_check }, cursor.statement())])
}

fn name_and_table(cursor: &mut Cursor) -> Read<(Name, ObjectName)> {
    let name = cursor.name()?;
    cursor.expect_word("ON")?;
    Ok((name, cursor.object_name()?))
}

fn command(cursor: &mut Cursor) -> Read<PolicyCommand> {
    match cursor.eat_one_of(&["ALL", "SELECT", "INSERT", "UPDATE", "DELETE"]) {
        Some("ALL") => Ok(PolicyCommand::All),
        Some("SELECT") => Ok(PolicyCommand::Select),
        Some("INSERT") => Ok(PolicyCommand::Insert),
        Some("UPDATE") => Ok(PolicyCommand::Update),
        Some(_) => Ok(PolicyCommand::Delete),
        None => cursor.expected("`ALL`, `SELECT`, `INSERT`, `UPDATE` or `DELETE`"),
    }
}

fn roles(cursor: &mut Cursor) -> Read<Vec<Name>> {
    if cursor.eat_word("TO") { cursor.list(Cursor::name) } else { Ok(Vec::new()) }
}

fn expressions(cursor: &mut Cursor) -> Read<(Option<Expression>, Option<Expression>)> {
    let using = if cursor.eat_word("USING") { Some(cursor.expression_in_parentheses()?) } else { None };
    let with_check = if cursor.eat_words(&["WITH", "CHECK"]) { Some(cursor.expression_in_parentheses()?) } else { None };
    Ok((using, with_check))
}
