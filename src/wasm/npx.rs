//! `npx ddlint`: the command line, with the world as Node gives it.

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
};

use wasm_bindgen::prelude::*;

use crate::cli::{
    self,
    host::{Finished, Host, PathKind, Stream},
};

#[wasm_bindgen]
extern "C" {
    /// What `pkg/host.js` makes. A file is a number once it is open; 1 and 2 are standard output and standard error.
    /// What fails throws a text: the kind of error, a colon, and what the system says.
    pub type NodeHost;

    /// 1 for a file, 2 for a folder, 0 for nothing.
    #[wasm_bindgen(method)]
    fn kind(this: &NodeHost, path: &str) -> u8;
    #[wasm_bindgen(method, catch)]
    fn read(this: &NodeHost, path: &str, most: f64) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn create(this: &NodeHost, path: &str) -> Result<u32, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn write(this: &NodeHost, file: u32, bytes: &[u8]) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &NodeHost, file: u32);
    /// Names; those of folders end in `/`.
    #[wasm_bindgen(method, catch)]
    fn list(this: &NodeHost, folder: &str) -> Result<Vec<String>, JsValue>;
    #[wasm_bindgen(method)]
    fn variable(this: &NodeHost, name: &str) -> Option<String>;
    #[wasm_bindgen(method, catch)]
    fn stdin(this: &NodeHost) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, js_name = isTerminal)]
    fn is_terminal(this: &NodeHost, stream: u32) -> bool;
    #[wasm_bindgen(method)]
    fn columns(this: &NodeHost) -> Option<u32>;
    #[wasm_bindgen(method, js_name = currentFolder)]
    fn current_folder(this: &NodeHost) -> String;
    #[wasm_bindgen(method)]
    fn now(this: &NodeHost) -> f64;
    /// Whether it succeeded (`"1"`), its standard output and its standard error.
    #[wasm_bindgen(method, catch)]
    fn git(this: &NodeHost, folder: &str, arguments: Vec<String>) -> Result<Vec<String>, JsValue>;
}

/// Runs the program; the answer is its exit code.
#[wasm_bindgen]
pub fn run(arguments: Vec<String>, host: NodeHost) -> u8 {
    cli::run(arguments.into_iter().map(OsString::from), &Node(host))
}

struct Node(NodeHost);

impl Host for Node {
    fn kind(&self, path: &Path) -> Option<PathKind> {
        match self.0.kind(&text(path)) {
            1 => Some(PathKind::File),
            2 => Some(PathKind::Folder),
            _ => None,
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.0.read(&text(path), f64::INFINITY).map_err(failure)?;
        super::make_room(bytes.len());
        Ok(bytes)
    }

    fn read_head(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        self.0.read(&text(path), most as f64).map_err(failure)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Write>> {
        let file = self.0.create(&text(path)).map_err(failure)?;
        let host: NodeHost = JsValue::from(&self.0).unchecked_into();
        Ok(Box::new(Created { file, host }))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<(OsString, PathKind)>> {
        let entry = |name: String| match name.strip_suffix('/') {
            Some(name) => (name.into(), PathKind::Folder),
            None => (name.into(), PathKind::File),
        };
        Ok(self.0.list(&text(folder)).map_err(failure)?.into_iter().map(entry).collect())
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.0.variable(name).filter(|value| !value.is_empty())
    }

    fn stdin(&self) -> io::Result<Vec<u8>> {
        self.0.stdin().map_err(failure)
    }

    fn stdout(&self) -> Box<dyn Write + '_> {
        Box::new(Standard { file: 1, host: &self.0 })
    }

    fn stderr(&self) -> Box<dyn Write + '_> {
        Box::new(Standard { file: 2, host: &self.0 })
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        self.0.is_terminal(match stream {
            Stream::Output => 1,
            Stream::Error => 2,
        })
    }

    fn columns(&self) -> Option<usize> {
        self.0.columns().map(|columns| columns as usize)
    }

    fn current_folder(&self) -> io::Result<PathBuf> {
        Ok(self.0.current_folder().into())
    }

    fn now(&self) -> i64 {
        (self.0.now() / 1000.0) as i64
    }

    fn git(&self, folder: &Path, arguments: &[&str]) -> io::Result<Finished> {
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let mut told = self.0.git(&text(folder), arguments).map_err(failure)?.into_iter();
        let mut next = || told.next().unwrap_or_default();
        Ok(Finished { success: next() == "1", output: next(), error: next() })
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// What the system said, with the kinds of error that the program tells apart.
fn failure(thrown: JsValue) -> io::Error {
    let said = thrown.as_string().unwrap_or_default();
    let (code, message) = said.split_once(':').unwrap_or(("", &said));
    let kind = match code {
        "ENOENT" => io::ErrorKind::NotFound,
        "EPIPE" => io::ErrorKind::BrokenPipe,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, message.to_owned())
}

/// An open file, closed when it is let go.
struct Created {
    file: u32,
    host: NodeHost,
}

impl Write for Created {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.host.write(self.file, bytes).map(|()| bytes.len()).map_err(failure)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Created {
    fn drop(&mut self) {
        self.host.close(self.file);
    }
}

/// A standard stream.
struct Standard<'h> {
    file: u32,
    host: &'h NodeHost,
}

impl Write for Standard<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.host.write(self.file, bytes).map(|()| bytes.len()).map_err(failure)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
