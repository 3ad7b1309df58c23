//! What the fuzzer kept, and each input that once broke something, tried again on what must hold (`fuzz/src/checks`).

use crate::checks::TARGETS;
use dmp::domain::Damage;
use dmp::reader::worker::{Done, Job, Worker};
use dmp::run::worker::Process;
use std::path::PathBuf;

/// Bytes of all the corpus, and of one input of it.
const ALL: usize = 300_000;
const ONE: usize = 20_000;
/// Begins the name of an input on which a package of others panics: the worker contains it, and one sentence says so.
const CONTAINED: &str = "contained-";

/// The worker of the program under test, which ends well: a panic of ours in it would pass for a document that could harm.
struct Whole(Process);

impl Worker for Whole {
    fn work(&self, job: &Job<'_>, bytes: &[u8]) -> Result<Done, Damage> {
        let done = self.0.work(job, bytes);
        assert!(done != Err(Damage::Unsafe), "the worker did not end well");
        done
    }
}

/// The inputs of a target, by name.
fn kept(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &PathBuf| format!("{target}/{}", path.file_name().unwrap().to_string_lossy());
    files.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

#[test]
fn s42_s59_what_the_fuzzer_kept_still_holds() {
    let (whole, any) = (Whole(crate::worker()), crate::worker());
    for (target, check) in TARGETS {
        let inputs = kept(target);
        assert!(!inputs.is_empty(), "nothing is kept for {target}");
        for (name, bytes) in inputs {
            // Shown when the check fails.
            println!("{name}");
            let contained = name.contains(CONTAINED);
            check(&bytes, if contained { &any } else { &whole });
        }
    }
}

#[test]
fn s44_every_character_there_is_goes_through_the_door_harmless() {
    let (_, clean) = TARGETS.into_iter().find(|(target, _)| *target == "clean").unwrap();
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    for some in all.chunks(100) {
        // Among letters, so that a joiner has something to join, and with what follows it in its block.
        let apart: String = some.iter().flat_map(|c| ['a', *c]).collect();
        let together: String = some.iter().collect();
        clean(apart.as_bytes(), &crate::worker());
        clean(together.as_bytes(), &crate::worker());
    }
}

#[test]
fn the_corpus_is_small_and_each_folder_of_it_is_that_of_a_target() {
    let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus")).unwrap();
    let mut names: Vec<String> = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, TARGETS.map(|(target, _)| target));
    let sizes: Vec<usize> = TARGETS.iter().flat_map(|(target, _)| kept(target)).map(|(_, bytes)| bytes.len()).collect();
    assert!(sizes.iter().all(|size| *size <= ONE) && sizes.iter().sum::<usize>() <= ALL, "{} bytes", sizes.iter().sum::<usize>());
}
