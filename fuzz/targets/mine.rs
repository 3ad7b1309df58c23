//! The target `mine` of `dmp_fuzz::checks`.
#![no_main]
#![allow(clippy::disallowed_methods, reason = "within the macro, for its own use")]

libfuzzer_sys::fuzz_target!(init: dmp_fuzz::listen(), |bytes: &[u8]| dmp_fuzz::check("mine", bytes));
