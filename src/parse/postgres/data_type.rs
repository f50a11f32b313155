//! Data types.
