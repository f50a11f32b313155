//! Real projects and documents that are not part of this repository: they are looked for in `shared` beside it, or where
//! `DDLINT_SHARED` says, and the tests are skipped where there are none.

#[path = "shared/folder.rs"]
mod folder;
#[path = "shared/guides.rs"]
mod guides;
#[path = "shared/replay.rs"]
mod replay;
