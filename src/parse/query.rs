//! What a query reads and locks.
