//! Which framework is chosen: one by its name, or whichever the files show.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

use crate::{
    source::framework::{FRAMEWORKS, Framework, named},
    suggest::unknown,
};

/// What leaves it to the files.
pub const AUTO: &str = "auto";

/// A chosen framework; `None` leaves it to the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Chosen(pub Option<&'static Framework>);

impl Chosen {
    /// All names that are accepted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        std::iter::once(AUTO).chain(FRAMEWORKS.iter().map(|framework| framework.id))
    }

    /// The choice of this name.
    pub fn named(name: &str) -> Option<Self> {
        if name == AUTO { Some(Self(None)) } else { named(name).map(|framework| Self(Some(framework))) }
    }

    /// The plain one where it is left to the files, and there are none.
    pub fn or_plain(self) -> Self {
        Self(Some(self.0.unwrap_or_default()))
    }
}

impl<'de> Deserialize<'de> for Chosen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).ok_or_else(|| de::Error::custom(unknown("framework", &name, Self::names())))
    }
}

impl JsonSchema for Chosen {
    fn schema_name() -> Cow<'static, str> {
        "Framework".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "What runs the migrations.",
            "enum": Self::names().collect::<Vec<_>>(),
        })
    }
}
