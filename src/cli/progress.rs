//! A sign of life on standard error when work takes long and somebody looks.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::{
    histories::History,
    host::{Host, Stream},
};
use crate::lint::Options;

/// Work that ends sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

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
    during(message, visible, || histories.par_iter().zip(options).map(work).collect())
}

/// Does the work; where it takes long and `visible` is set, a spinner turns meanwhile.
fn during<T>(message: String, visible: bool, work: impl FnOnce() -> T) -> T {
    if !visible {
        return work();
    }
    std::thread::scope(|scope| {
        let (done, waiting) = channel::<()>();
        scope.spawn(move || show(message, &waiting));
        let result = work();
        drop(done);
        result
    })
}

fn show(message: String, waiting: &Receiver<()>) {
    if waiting.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let style = ProgressStyle::with_template("{spinner} {msg} ({elapsed})");
    let bar = ProgressBar::new_spinner().with_message(message);
    let bar = style.into_iter().fold(bar, ProgressBar::with_style);
    bar.enable_steady_tick(Duration::from_millis(100));
    // Ends when the sender is dropped.
    let _ = waiting.recv();
    bar.finish_and_clear();
}
