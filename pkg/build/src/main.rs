//! Makes JavaScript around a module of WebAssembly: `ddlint-bindgen MODULE FOLDER`.

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let module = arguments.next().context("name a module")?;
    let folder = arguments.next().context("name a folder for what is made")?;
    Bindgen::new()
        .input_path(module)
        .out_name("ddlint")
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .reset_state_function(true)
        .generate(folder)
}
