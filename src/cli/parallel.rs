//! The same work for many things, at the same time where there are cores for it.

#[cfg(not(target_family = "wasm"))]
use rayon::prelude::*;

/// Does the work for each thing; the answers are in the order of the things.
#[cfg(not(target_family = "wasm"))]
pub fn each<I: Sync, T: Send>(things: &[I], work: impl Fn(&I) -> T + Send + Sync) -> Vec<T> {
    things.par_iter().map(work).collect()
}

/// Does the work for each thing, one after the other.
#[cfg(target_family = "wasm")]
pub fn each<I, T>(things: &[I], work: impl Fn(&I) -> T) -> Vec<T> {
    things.iter().map(work).collect()
}
