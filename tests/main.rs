//! The integration tests: the program as its users run it, and plugins as strangers may write them. One binary, no
//! network, nothing shared but the simulated AWS on loopback that each test starts for itself.

mod support;

mod bad_input;
mod credentials;
mod database;
mod guests;
mod kill;
mod scan;
mod units;
