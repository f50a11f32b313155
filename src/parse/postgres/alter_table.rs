//! `ALTER` of a table or another relation: one operation for each sub-command.

use super::{
    alter_column::alter_column,
    column::column,
    constraint::{is_table_constraint, table_constraint},
    parameters::{parameter_names, parameters},
    partition::partition_bound,
    relation::table_reference,
};
use crate::{
    operation::{
        AlterTable, Deferral, Firing, Located, MoveTablespace, ObjectKind, Operation, ReplicaIdentity, RowSecurity, TableAction,
        TableReference, TriggerSelection, Unknown,
    },
    parse::cursor::{Cursor, Read},
    source::TokenKind,
};

/// Reads what follows `ALTER`.
pub(super) fn alter_relation(cursor: &mut Cursor) -> Read<Vec<Located>> {
    let kind = kind(cursor)?;
    if cursor.eat_words(&["ALL", "IN", "TABLESPACE"]) {
        return move_tablespace(cursor, kind);
    }
    let if_exists = cursor.eat_if_exists();
    let TableReference { name, only } = table_reference(cursor)?;
    cursor.list(|cursor| {
        let mark = cursor.mark();
        let operation = match whole_action(cursor) {
            Ok(action) => AlterTable { kind, table: name.clone(), only, if_exists, action }.into(),
            Err(expected) => {
                cursor.rewind(mark);
                cursor.skip_until(expected.what, is_comma)?;
                Operation::Unknown(Unknown { reason: expected.to_string().into() })
            }
        };
        Ok(Located::new(operation, cursor.span_since(mark)))
    })
}

fn kind(cursor: &mut Cursor) -> Read<ObjectKind> {
    const KINDS: [(&[&str], ObjectKind); 6] = [
        (&["TABLE"], ObjectKind::Table),
        (&["FOREIGN", "TABLE"], ObjectKind::ForeignTable),
        (&["VIEW"], ObjectKind::View),
        (&["MATERIALIZED", "VIEW"], ObjectKind::MaterializedView),
        (&["INDEX"], ObjectKind::Index),
        (&["SEQUENCE"], ObjectKind::Sequence),
    ];
    let found = KINDS.into_iter().find(|(words, _)| cursor.eat_words(words));
    found.map_or_else(|| cursor.expected("a kind of relation"), |(_, kind)| Ok(kind))
}

/// `name [OWNED BY role, …] SET TABLESPACE name [NOWAIT]`.
fn move_tablespace(cursor: &mut Cursor, kind: ObjectKind) -> Read<Vec<Located>> {
    let from = cursor.name()?;
    if cursor.eat_words(&["OWNED", "BY"]) {
        cursor.list(Cursor::name)?;
    }
    cursor.expect_word("SET")?;
    cursor.expect_word("TABLESPACE")?;
    let to = cursor.name()?;
    cursor.eat_word("NOWAIT");
    Ok(vec![Located::new(MoveTablespace { kind, from, to }, cursor.statement())])
}

fn is_comma(cursor: &Cursor) -> bool {
    cursor.is(TokenKind::Comma)
}

/// A sub-command, up to the comma or the statement's end.
fn whole_action(cursor: &mut Cursor) -> Read<TableAction> {
    let action = action(cursor)?;
    if cursor.at_end() || is_comma(cursor) { Ok(action) } else { cursor.expected("`,` or the end of the statement") }
}

fn action(cursor: &mut Cursor) -> Read<TableAction> {
    let mark = cursor.mark();
    let keyword = cursor.keyword();
    cursor.advance();
    match keyword.as_str() {
        "ADD" => add(cursor),
        "DROP" => drop_part(cursor),
        "ALTER" => alter(cursor),
        "RENAME" => rename(cursor),
        "SET" => set(cursor),
        "RESET" => Ok(TableAction::ResetOptions(parameter_names(cursor)?)),
        "ENABLE" | "DISABLE" => switch(cursor, keyword == "ENABLE"),
        "ATTACH" => attach(cursor),
        "DETACH" => detach(cursor),
        "OWNER" => {
            cursor.expect_word("TO")?;
            Ok(TableAction::OwnerTo(cursor.name()?))
        }
        "VALIDATE" => {
            cursor.expect_word("CONSTRAINT")?;
            Ok(TableAction::ValidateConstraint(cursor.name()?))
        }
        "INHERIT" => Ok(TableAction::Inherit(cursor.object_name()?)),
        "OF" => Ok(TableAction::OfType(cursor.object_name()?)),
        "OPTIONS" => {
            cursor.skip_parentheses()?;
            Ok(TableAction::ForeignOptions)
        }
        _ => {
            cursor.rewind(mark);
            several_words(cursor)
        }
    }
}

/// Sub-commands that are known by more than their first word.
fn several_words(cursor: &mut Cursor) -> Read<TableAction> {
    const ROW_SECURITY: [&str; 4] = ["FORCE", "ROW", "LEVEL", "SECURITY"];
    if cursor.eat_words(&ROW_SECURITY) {
        return Ok(TableAction::RowSecurity(RowSecurity::Force));
    }
    if cursor.eat_words(&["REPLICA", "IDENTITY"]) {
        return Ok(TableAction::ReplicaIdentity(replica_identity(cursor)?));
    }
    if cursor.eat_words(&["CLUSTER", "ON"]) {
        return Ok(TableAction::ClusterOn(Some(cursor.name()?)));
    }
    if cursor.eat_words(&["NOT", "OF"]) {
        return Ok(TableAction::NotOf);
    }
    let no = cursor.eat_word("NO");
    if no && cursor.eat_words(&ROW_SECURITY) {
        return Ok(TableAction::RowSecurity(RowSecurity::NoForce));
    }
    if no && cursor.eat_word("INHERIT") {
        return Ok(TableAction::NoInherit(cursor.object_name()?));
    }
    if cursor.eat_words(&["DEPENDS", "ON", "EXTENSION"]) {
        cursor.name()?;
        return Ok(TableAction::DependsOnExtension);
    }
    cursor.expected("a sub-command that ddlint knows")
}

fn add(cursor: &mut Cursor) -> Read<TableAction> {
    let is_column = cursor.eat_word("COLUMN");
    if !is_column && is_table_constraint(cursor) {
        return Ok(TableAction::AddConstraint(Box::new(table_constraint(cursor)?)));
    }
    let if_not_exists = cursor.eat_if_not_exists();
    Ok(TableAction::AddColumn { column: Box::new(column(cursor)?), if_not_exists })
}

fn drop_part(cursor: &mut Cursor) -> Read<TableAction> {
    let is_constraint = cursor.eat_word("CONSTRAINT");
    if !is_constraint {
        cursor.eat_word("COLUMN");
    }
    let if_exists = cursor.eat_if_exists();
    let name = cursor.name()?;
    let cascade = cursor.eat_cascade();
    if is_constraint {
        return Ok(TableAction::DropConstraint { name, if_exists, cascade });
    }
    Ok(TableAction::DropColumn { column: name, if_exists, cascade })
}

/// `ALTER CONSTRAINT …` or `ALTER [COLUMN] …`.
fn alter(cursor: &mut Cursor) -> Read<TableAction> {
    if !cursor.eat_word("CONSTRAINT") {
        cursor.eat_word("COLUMN");
        return alter_column(cursor);
    }
    let name = cursor.name()?;
    let (mut enforced, mut inherit, mut deferral) = (None, None, None);
    let mark = cursor.mark();
    while !cursor.at_end() && !is_comma(cursor) {
        let no = cursor.eat_one_of(&["NOT", "NO"]).is_some();
        match cursor.eat_one_of(&["DEFERRABLE", "ENFORCED", "INHERIT", "INITIALLY"]) {
            Some("ENFORCED") => enforced = Some(!no),
            Some("INHERIT") => inherit = Some(!no),
            Some("DEFERRABLE") if no => deferral = Some(Deferral::Never),
            Some("DEFERRABLE") => deferral = deferral.max(Some(Deferral::Deferrable)),
            Some(_) if cursor.eat_word("DEFERRED") => deferral = Some(Deferral::Deferred),
            Some(_) if cursor.eat_word("IMMEDIATE") => deferral = deferral.max(Some(Deferral::Never)),
            _ => return cursor.expected("DEFERRABLE, INITIALLY, ENFORCED or INHERIT"),
        }
    }
    if cursor.mark() == mark {
        return cursor.expected("DEFERRABLE, INITIALLY, ENFORCED or INHERIT");
    }
    Ok(TableAction::AlterConstraint { name, enforced, inherit, deferral })
}

fn rename(cursor: &mut Cursor) -> Read<TableAction> {
    if cursor.eat_word("TO") {
        return Ok(TableAction::RenameTo(cursor.name()?));
    }
    let is_constraint = cursor.eat_word("CONSTRAINT");
    if !is_constraint {
        cursor.eat_word("COLUMN");
    }
    let from = cursor.name()?;
    cursor.expect_word("TO")?;
    let to = cursor.name()?;
    Ok(if is_constraint { TableAction::RenameConstraint { from, to } } else { TableAction::RenameColumn { from, to } })
}

fn set(cursor: &mut Cursor) -> Read<TableAction> {
    if cursor.is(TokenKind::LeftParen) {
        return Ok(TableAction::SetOptions(parameters(cursor)?));
    }
    let keyword = cursor.keyword();
    cursor.advance();
    match keyword.as_str() {
        "SCHEMA" => Ok(TableAction::SetSchema(cursor.name()?)),
        "LOGGED" => Ok(TableAction::SetLogged(true)),
        "UNLOGGED" => Ok(TableAction::SetLogged(false)),
        "TABLESPACE" => Ok(TableAction::SetTablespace(cursor.name()?)),
        "ACCESS" if cursor.eat_word("METHOD") => Ok(TableAction::SetAccessMethod(cursor.name()?)),
        "WITHOUT" if cursor.eat_word("CLUSTER") => Ok(TableAction::ClusterOn(None)),
        "WITHOUT" if cursor.eat_word("OIDS") => Ok(TableAction::SetWithoutOids),
        _ => cursor.expected("what is set"),
    }
}

/// After `ENABLE` or `DISABLE`.
fn switch(cursor: &mut Cursor, enable: bool) -> Read<TableAction> {
    if cursor.eat_words(&["ROW", "LEVEL", "SECURITY"]) {
        return Ok(TableAction::RowSecurity(if enable { RowSecurity::Enable } else { RowSecurity::Disable }));
    }
    let firing = match cursor.eat_one_of(if enable { &["REPLICA", "ALWAYS"] } else { &[] }) {
        Some("REPLICA") => Firing::Replica,
        Some(_) => Firing::Always,
        None if enable => Firing::Enable,
        None => Firing::Disable,
    };
    if cursor.eat_word("RULE") {
        return Ok(TableAction::SetRule { rule: cursor.name()?, firing });
    }
    cursor.expect_word("TRIGGER")?;
    let trigger = match cursor.eat_one_of(&["ALL", "USER"]) {
        Some("ALL") => TriggerSelection::All,
        Some(_) => TriggerSelection::User,
        None => TriggerSelection::Named(cursor.name()?),
    };
    Ok(TableAction::SetTrigger { trigger, firing })
}

fn attach(cursor: &mut Cursor) -> Read<TableAction> {
    cursor.expect_word("PARTITION")?;
    let partition = cursor.object_name()?;
    let has_bound = cursor.is_word("FOR") || cursor.is_word("DEFAULT");
    let bound = if has_bound { Some(partition_bound(cursor)?) } else { None };
    Ok(TableAction::AttachPartition { partition, bound })
}

fn detach(cursor: &mut Cursor) -> Read<TableAction> {
    cursor.expect_word("PARTITION")?;
    let partition = cursor.object_name()?;
    let concurrently = cursor.eat_word("CONCURRENTLY");
    let finalize = !concurrently && cursor.eat_word("FINALIZE");
    Ok(TableAction::DetachPartition { partition, concurrently, finalize })
}

fn replica_identity(cursor: &mut Cursor) -> Read<ReplicaIdentity> {
    if cursor.eat_words(&["USING", "INDEX"]) {
        return Ok(ReplicaIdentity::Index(cursor.name()?));
    }
    match cursor.eat_one_of(&["DEFAULT", "FULL", "NOTHING"]) {
        Some("DEFAULT") => Ok(ReplicaIdentity::Default),
        Some("FULL") => Ok(ReplicaIdentity::Full),
        Some(_) => Ok(ReplicaIdentity::Nothing),
        None => cursor.expected("DEFAULT, FULL, NOTHING or USING INDEX"),
    }
}
