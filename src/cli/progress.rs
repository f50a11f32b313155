//! A sign of life on standard error when work takes long and somebody looks.

#[cfg(not(target_family = "wasm"))]
mod spinner;

use super::{
    histories::History,
    host::{Host, Stream},
    parallel,
};
use crate::lint::Options;

/// Does the same work for each history, at the same time where there are cores for it.
pub fn each<T: Send>(
    histories: &[History],
    options: &[Options],
    quiet: bool,
    host: &dyn Host,
    work: impl Fn((&History, &Options)) -> T + Send + Sync,
) -> Vec<T> {
    let bytes: usize = histories.iter().map(History::size).sum();
    let files: usize = histories.iter().map(History::len).sum();
    let message = format!("reading {files} files, {} MB", bytes >> 20);
    let visible = !quiet && host.is_terminal(Stream::Error);
    let pairs: Vec<_> = histories.iter().zip(options).collect();
    during(message, visible, || parallel::each(&pairs, |pair| work(*pair)))
}

#[cfg(not(target_family = "wasm"))]
pub use spinner::during;

/// Does the work: without threads nothing turns meanwhile.
#[cfg(target_family = "wasm")]
pub fn during<T>(_message: String, _visible: bool, work: impl FnOnce() -> T) -> T {
    work()
}
