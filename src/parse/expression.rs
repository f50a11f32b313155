//! What an expression calls, casts to, reads and demands.
