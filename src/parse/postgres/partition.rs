//! Partition keys and bounds.
