//! What is told of a file as a whole, by whoever knows the folder that it stands in.

/// Something about a file's name or its place among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The rule that it belongs to.
    pub rule: &'static str,
    /// What happens, in the present tense, without a full stop.
    pub message: String,
    /// What to do, as a command.
    pub help: String,
}
