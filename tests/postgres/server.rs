//! Real servers: found, started on a socket in a folder of their own, and ended by their process id.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use super::session::{Answer, Session};

/// What every server has besides its databases; the cases refer to it.
const FURNITURE: [&str; 3] = ["CREATE ROLE app", "CREATE ROLE reader", "CREATE TABLESPACE fast LOCATION '{}'"];

/// `synchronous_standby_names`: a commit that asks for it waits, its locks still held, until it is cancelled (see `observe`).
const SETTINGS: [&str; 9] = [
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=20",
    "wal_level=logical",
    "synchronous_commit=off",
    "synchronous_standby_names=*",
];

/// One running server.
pub struct Server {
    /// Its major version.
    pub version: u16,
    folder: PathBuf,
    process: Child,
}

/// Where a version's programs are: installed by `npm ci`, or by the machine's packages.
pub fn installation(version: u16) -> Option<PathBuf> {
    let npm = format!("{}/node_modules/postgres-{version}/native", env!("CARGO_MANIFEST_DIR"));
    [npm, format!("/usr/lib/postgresql/{version}")].map(PathBuf::from).into_iter().find(|home| home.join("bin/postgres").exists())
}

impl Server {
    /// Makes a cluster in a temporary folder and starts a server on it.
    pub fn start(version: u16) -> Answer<Self> {
        let home = installation(version).ok_or(format!("PostgreSQL {version} is not installed: npm ci"))?;
        let folder = std::env::temp_dir().join(format!("ddlint-postgres-{}-{version}", std::process::id()));
        fs::create_dir_all(folder.join("space"))?;
        fs::set_permissions(&folder, PermissionsExt::from_mode(0o755))?;
        let account = Account::unprivileged(&folder)?;
        let home = account.readable(home, &folder)?;
        let data = folder.join("data");
        let mut initdb = account.command(&home.join("bin/initdb"));
        initdb.args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"]).arg(&data);
        let output = initdb.output()?;
        if !output.status.success() {
            return Err(format!("initdb {version}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let mut postgres = account.command(&home.join("bin/postgres"));
        postgres.arg("-D").arg(&data).arg("-k").arg(&folder).args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        postgres.stderr(fs::File::create(folder.join("log"))?);
        let server = Self { version, process: postgres.spawn()?, folder };
        server.furnish()?;
        Ok(server)
    }

    /// A connection to one of its databases.
    pub fn connect(&self, database: &str) -> Answer<Session> {
        Session::open(&self.folder, database)
    }

    /// Makes a database, as a copy of another one if that is named, in place of one of the same name.
    pub fn create_database(&self, name: &str, template: Option<&str>) -> Answer<()> {
        let mut session = self.connect("postgres")?;
        session.must(&format!("DROP DATABASE IF EXISTS {name}"))?;
        session.must(&format!("CREATE DATABASE {name} TEMPLATE {}", template.unwrap_or("template1")))
    }

    fn furnish(&self) -> Answer<()> {
        let mut session = self.wait()?;
        let space = self.folder.join("space");
        FURNITURE.iter().try_for_each(|sql| session.must(&sql.replace("{}", &space.display().to_string())))
    }

    /// The first connection that a starting server accepts.
    fn wait(&self) -> Answer<Session> {
        let attempt = || {
            thread::sleep(Duration::from_millis(50));
            self.connect("postgres")
        };
        (0..600).find_map(|_| attempt().ok()).ok_or_else(|| {
            let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            format!("PostgreSQL {} does not start: {log}", self.version).into()
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGQUIT: the postmaster ends its own processes and removes its shared memory.
        let quit = Command::new("kill").args(["-QUIT", &self.process.id().to_string()]).status();
        if !quit.is_ok_and(|status| status.success()) {
            self.process.kill().ok();
        }
        self.process.wait().ok();
        fs::remove_dir_all(&self.folder).ok();
    }
}

/// Who runs the server: servers refuse root.
enum Account {
    /// The user who runs the tests.
    Own,
    /// Another user, by user id and group id.
    Other(u32, u32),
}

impl Account {
    /// An account that is not root; the folder becomes its own.
    fn unprivileged(folder: &Path) -> Answer<Self> {
        if fs::metadata(folder)?.uid() != 0 {
            return Ok(Self::Own);
        }
        let users = fs::read_to_string("/etc/passwd")?;
        let ids = |name: &str| {
            let mut fields = users.lines().find(|line| line.split(':').next() == Some(name))?.split(':').skip(2);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        };
        let (user, group) = ids("postgres").or_else(|| ids("nobody")).ok_or("neither a user postgres nor nobody")?;
        chown(folder, Some(user), Some(group))?;
        chown(folder.join("space"), Some(user), Some(group))?;
        Ok(Self::Other(user, group))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Self::Other(user, group) = self {
            command.uid(*user).gid(*group);
        }
        command
    }

    /// The installation, or a copy of it where this account may not read the original.
    fn readable(&self, home: PathBuf, folder: &Path) -> Answer<PathBuf> {
        if self.command(&home.join("bin/postgres")).arg("--version").status().is_ok_and(|status| status.success()) {
            return Ok(home);
        }
        let copy = folder.join("native");
        Command::new("cp").arg("-r").args([&home, &copy]).status()?;
        Ok(copy)
    }
}
