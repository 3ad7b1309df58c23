#![no_main]

libfuzzer_sys::fuzz_target!(init: dmp_fuzz::listen(), |bytes: &[u8]| dmp_fuzz::check("paper", bytes));
