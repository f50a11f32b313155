//! What is called later: functions, and methods that stand for a call with what is bound to them.

use std::rc::Rc;

use super::{
    chain::Link,
    reader::Reader,
    value::{Bound, Handle, Value},
};
use crate::source::Span;

impl<'a> Reader<'a> {
    /// `f.bind(this, …)`.
    pub(super) fn bound_with(&mut self, value: Value<'a>, link: &Link<'a>) -> Value<'a> {
        let mut bound = match value {
            Value::Bound(bound) => (*bound).clone(),
            of => Bound { of, name: None, given: Vec::new(), place: link.span },
        };
        bound.given.extend(self.values(link.given()).into_iter().skip(1));
        bound.place.end = link.span.end;
        Value::Bound(Rc::new(bound))
    }

    /// Calls a value that something else was given to call; what cannot be called is left alone.
    pub(super) fn invoke(&mut self, value: &Value<'a>, given: Vec<Value<'a>>) {
        match value {
            Value::Function(callable) => self.call(*callable, given),
            Value::Bound(bound) => {
                let given = bound.given.iter().cloned().chain(given).collect::<Vec<_>>();
                match (&bound.of, bound.name) {
                    (Value::Function(callable), _) => self.call(*callable, given),
                    (Value::Handle(Handle::DbMigrate), Some(name)) => self.run_db_migrate(name, &given, bound.place),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Calls what an array holds, in order, and sends the SQL in it.
    pub(super) fn invoke_all(&mut self, list: &[Value<'a>], place: Span) {
        for item in list {
            match item {
                Value::Sql(text) => self.send(text.clone(), place),
                other => self.invoke(other, Vec::new()),
            }
        }
    }
}
