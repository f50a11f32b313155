//! The queries that `ddlint stats-query` prints, run on a server, and their answers as `--stats` reads them.

use std::io::Read;

use ddlint::{
    name::ObjectName,
    stats::{JSON_QUERY, QUERY, Stats},
};

use super::{server::Server, session::Answer};

/// Tables as a database has them: large and empty, partitioned on two levels, with odd names, a view, and one never analysed.
const TABLES: &str = "CREATE TABLE large (id int PRIMARY KEY, note text);
    INSERT INTO large SELECT n, repeat('x', 1000) FROM generate_series(1, 20000) n;
    CREATE TABLE empty (id int);
    CREATE SCHEMA \"my, \"\"own\"\"\";
    CREATE TABLE \"my, \"\"own\"\"\".\"a b\" (id int);
    INSERT INTO \"my, \"\"own\"\"\".\"a b\" SELECT generate_series(1, 300);
    CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id);
    CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (1000);
    CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (1000) TO (3000) PARTITION BY RANGE (id);
    CREATE TABLE parted_2_1 PARTITION OF parted_2 FOR VALUES FROM (1000) TO (2000);
    INSERT INTO parted SELECT generate_series(0, 1999);
    CREATE TABLE without_partitions (id int) PARTITION BY LIST (id);
    CREATE MATERIALIZED VIEW sums AS SELECT count(*) FROM large;
    ANALYZE;
    CREATE TABLE unknown (id int);
    INSERT INTO unknown SELECT generate_series(1, 5000);";

/// Where an answer is not what the tables are.
pub fn disagreements(server: &Server) -> Answer<Vec<String>> {
    server.create_database("stats", None)?;
    let mut session = server.connect("stats")?;
    session.client.batch_execute(TABLES)?;
    let mut csv = Vec::new();
    let copy = format!("COPY ({}) TO STDOUT WITH (FORMAT csv, HEADER)", QUERY.trim());
    session.client.copy_out(&copy)?.read_to_end(&mut csv)?;
    let json: String = session.client.query_one(&format!("SELECT ({})::text", JSON_QUERY.trim()), &[])?.get(0);
    let mut wrong = Vec::new();
    for (format, bytes) in [("csv", csv), ("json", json.into_bytes())] {
        let stats = Stats::parse(&bytes)?;
        let mut expect = |schema: &str, table: &str, rows: Option<u64>, tiny: bool, indexed: bool| {
            let name = ObjectName { schema: Some(schema.into()), name: table.into() };
            let size = stats.size(&name);
            let fits = size.is_some_and(|size| (size.rows, size.is_tiny(), size.index_bytes > 0) == (rows, tiny, indexed));
            wrong.extend((!fits).then(|| format!("stats on {} as {format}: {table} has {size:?}", server.version)));
        };
        expect("public", "large", Some(20_000), false, true);
        expect("public", "empty", Some(0), true, false);
        expect("my, \"own\"", "a b", Some(300), true, false);
        expect("public", "parted", Some(2000), true, true);
        expect("public", "parted_2", Some(1000), true, true);
        expect("public", "without_partitions", None, true, false);
        expect("public", "sums", Some(1), true, false);
        expect("public", "unknown", None, true, false);
    }
    Ok(wrong)
}
