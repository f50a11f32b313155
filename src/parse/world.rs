//! What procedural code meets while it is followed.

use std::rc::Rc;

use jiff::civil::Date;

use super::evaluate::SystemTable;
use crate::{
    name::{Name, ObjectName},
    operation::{Called, Located, Routine},
    source::Span,
};

/// What is there when code runs, and who notes what it does. By default nothing is known.
pub trait World {
    /// A table of the system catalogs.
    fn system_table(&self, _name: &ObjectName) -> Option<SystemTable> {
        None
    }
    /// The relation of this name; `Some(None)` where there is none for certain.
    fn relation(&self, _name: &ObjectName) -> Option<Option<ObjectName>> {
        None
    }
    /// A function or procedure of the history.
    fn routine(&self, _name: &ObjectName) -> Option<Rc<Routine>> {
        None
    }
    /// The schema in which new objects are made.
    fn current_schema(&self) -> Name {
        Name::const_new("public")
    }
    /// The day on which the code runs.
    fn today(&self) -> Option<Date> {
        None
    }
    /// A statement of the block runs.
    fn run(&mut self, _statement: &[Located]) {}
    /// A statement of a function that the block calls runs.
    fn run_called(&mut self, _statement: &[Located]) {}
    /// What called functions did since this was asked last.
    fn take_called(&mut self) -> Option<Rc<Called>> {
        None
    }
    /// Takes down a statement that was made at run time by what stands at `origin`, and says where it stands in
    /// [`World::generated`].
    fn generate(&mut self, _sql: &str, _origin: Span) -> Option<Span> {
        None
    }
    /// The document with all generated statements after it.
    fn generated(&self) -> &str {
        ""
    }
}

/// A world of which nothing is known.
#[derive(Debug, Clone, Copy)]
pub struct Unseen;

impl World for Unseen {}
