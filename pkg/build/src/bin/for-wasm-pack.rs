//! `wasm-bindgen` as `wasm-pack` calls it, on the library that the build uses: what Cargo.lock names is what runs.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut bindgen = Bindgen::new();
    let mut folder = None;
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match &*argument {
            "--version" => {
                println!("wasm-bindgen {}", wasm_bindgen_shared::version());
                return Ok(());
            }
            "--out-dir" => folder = Some(PathBuf::from(value()?)),
            "--out-name" => drop(bindgen.out_name(&value()?)),
            "--typescript" => drop(bindgen.typescript(true)),
            "--no-typescript" => drop(bindgen.typescript(false)),
            "--no-demangle" => drop(bindgen.demangle(false)),
            "--omit-default-module-path" => drop(bindgen.omit_default_module_path(true)),
            "--target" => match &*value()? {
                "web" => drop(bindgen.web(true)?),
                "nodejs" => drop(bindgen.nodejs(true)?),
                "bundler" => drop(bindgen.bundler(true)?),
                other => bail!("the target {other} is not known here: web, nodejs or bundler"),
            },
            flag if flag.starts_with('-') => bail!("the option {flag} is not known here"),
            module => drop(bindgen.input_path(module)),
        }
    }
    bindgen.generate(folder.context("--out-dir is missing")?)
}
