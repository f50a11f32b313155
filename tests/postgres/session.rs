//! One connection to a server, and what the server says on it.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use postgres::{Client, Config, NoTls};

/// A result of the harness itself; what the server refuses is a `Refusal`.
pub type Answer<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// An error that the server answered with.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The SQLSTATE.
    pub sqlstate: String,
    /// The message.
    pub message: String,
}

/// One connection.
pub struct Session {
    /// For queries of the harness.
    pub client: Client,
    /// The process id of its backend.
    pub pid: i32,
    notices: Arc<Mutex<Vec<String>>>,
}

impl Session {
    /// Connects by the socket in a folder.
    pub fn open(folder: &Path, database: &str) -> Answer<Self> {
        let notices = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&notices);
        let mut config = Config::new();
        config.host_path(folder).user("postgres").dbname(database).application_name("ddlint");
        config.notice_callback(move |notice| heard.lock().unwrap().push(notice.message().to_owned()));
        let mut client = config.connect(NoTls)?;
        client.batch_execute("SET lock_timeout = '10s'; SET statement_timeout = '60s'")?;
        let pid = client.query_one("SELECT pg_backend_pid()", &[])?.get(0);
        Ok(Self { client, pid, notices })
    }

    /// Runs one statement.
    pub fn run(&mut self, sql: &str) -> Result<(), Refusal> {
        let upper = sql.to_ascii_uppercase();
        let copies = |way: &str| upper.starts_with("COPY") && upper.contains(way);
        let done = if copies("STDIN") {
            self.client.copy_in(sql).and_then(|writer| writer.finish()).map(drop)
        } else if copies("STDOUT") {
            self.client.copy_out(sql).map(drop)
        } else {
            self.client.simple_query(sql).map(drop)
        };
        done.map_err(|error| match error.as_db_error() {
            Some(error) => Refusal { sqlstate: error.code().code().to_owned(), message: error.message().to_owned() },
            None => Refusal { sqlstate: "?????".to_owned(), message: error.to_string() },
        })
    }

    /// Runs a statement of the harness that the server is not expected to refuse.
    pub fn must(&mut self, sql: &str) -> Answer<()> {
        self.run(sql).map_err(|refusal| format!("{sql}: {} {}", refusal.sqlstate, refusal.message).into())
    }

    /// The messages since the last time.
    pub fn take_notices(&self) -> Vec<String> {
        std::mem::take(&mut self.notices.lock().unwrap())
    }
}
