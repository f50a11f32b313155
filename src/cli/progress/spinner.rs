//! A spinner on standard error.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressStyle};

/// Work that ends sooner shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does the work; where it takes long and `visible` is set, a spinner turns meanwhile.
pub fn during<T>(message: String, visible: bool, work: impl FnOnce() -> T) -> T {
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
