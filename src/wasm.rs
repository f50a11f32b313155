//! What JavaScript calls, with texts and JSON only; `pkg/core.js` makes it pleasant.

#[cfg(feature = "npx")]
mod npx;

use std::{cell::RefCell, hint, panic};

use wasm_bindgen::prelude::*;

use crate::{
    api::{self, Input, Mistake, Options, Text},
    cli::arguments::Earlier,
};

/// Faster with many small pieces than the one of `std`.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what a panic says: JavaScript sees only that there was one.
#[wasm_bindgen(start)]
pub fn start() {
    panic::set_hook(Box::new(|said| PANIC.with_borrow_mut(|kept| *kept = said.to_string())));
}

/// What the last panic said.
#[wasm_bindgen]
pub fn panic_message() -> String {
    PANIC.take()
}

/// The version of ddlint.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Texts by path; those from `reported` on are history. `now` is in milliseconds.
#[wasm_bindgen]
pub fn lint(paths: Vec<String>, texts: Vec<String>, reported: usize, options: &str, now: f64) -> Result<String, JsValue> {
    api::lint(input(paths, texts, reported, now), &parsed(options)?).map_err(thrown)
}

/// The same for the plan.
#[wasm_bindgen]
pub fn plan(paths: Vec<String>, texts: Vec<String>, reported: usize, options: &str, now: f64) -> Result<String, JsValue> {
    api::plan(input(paths, texts, reported, now), &parsed(options)?).map_err(thrown)
}

/// The same for fixes.
#[wasm_bindgen]
pub fn fix(paths: Vec<String>, texts: Vec<String>, reported: usize, options: &str, now: f64) -> Result<String, JsValue> {
    api::fix(input(paths, texts, reported, now), &parsed(options)?).map_err(thrown)
}

/// What is left of a report in a format: the places of its findings in it, and how many fixes were applied, if that was asked for.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "JavaScript's texts, and what it wants of them")]
pub fn format(
    paths: Vec<String>,
    texts: Vec<String>,
    reported: usize,
    options: &str,
    now: f64,
    name: &str,
    kept: Vec<u32>,
    fixed: Option<usize>,
) -> Result<String, JsValue> {
    api::format(input(paths, texts, reported, now), &parsed(options)?, name, Earlier { kept, fixed }).map_err(thrown)
}

/// All rules as JSON.
#[wasm_bindgen]
pub fn rules() -> String {
    api::rules()
}

/// A rule's page.
#[wasm_bindgen]
pub fn explain(rule: &str) -> Result<String, JsValue> {
    api::explain(rule).map_err(thrown)
}

/// Grows the memory once for large texts. Grown bit by bit it sets JavaScript collecting garbage again and again.
fn make_room(bytes: usize) {
    const LARGE: usize = 1 << 20;
    const TIMES: usize = 12;
    if bytes >= LARGE {
        drop(hint::black_box(Vec::<u8>::with_capacity(bytes.saturating_mul(TIMES).min(1 << 29))));
    }
}

fn input(paths: Vec<String>, texts: Vec<String>, reported: usize, now: f64) -> Input {
    make_room(texts.iter().map(String::len).sum());
    let mut files: Vec<_> = paths.into_iter().zip(texts).map(|(path, text)| Text { path, text }).collect();
    let history = files.split_off(reported.min(files.len()));
    Input { files, history, now: (now / 1000.0) as i64 }
}

fn parsed(options: &str) -> Result<Options, JsValue> {
    Options::parse(options).map_err(thrown)
}

/// What JavaScript makes a `DdlintError` of.
fn thrown(mistake: Mistake) -> JsValue {
    JsValue::from_str(&serde_json::to_string(&mistake).unwrap_or_default())
}
