//! What an expression calls, casts to, reads and demands.

mod analysis;
mod conjunct;
mod shape;
mod tree;

pub use analysis::{Analysis, Call, Cast, CastSource, analyse, columns};
pub use conjunct::{Conjunct, conjuncts, is_always_true};
pub use shape::{cast_chain, is_null, outer_call, same, selected, without_other_columns};
pub use tree::literal_of as literal;
pub(super) use tree::{call_of, data_type as data_type_of, name_of, object_name_of, parse as parse_expression};
