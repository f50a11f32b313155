//! The native program: arguments in, exit code out.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The engine bounds its own recursion; this is for what lies below it.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let run = || ddlint::cli::run(arguments, &ddlint::cli::host::System);
    let code = match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(threads) => threads.install(run),
        Err(_) => run(),
    };
    ExitCode::from(code)
}
