//! The house stays the house: who may use whom, where French is written, what is never called.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::path::{Path, PathBuf};

/// DESIGN §3, as amended by D1: each room and the rooms it may use.
const DOORS: &[(&str, &[&str])] = &[
    ("wire", &[]),
    ("domain", &[]),
    ("page", &["domain"]),
    ("words", &["domain"]),
    ("reader", &["domain"]),
    ("api", &["domain", "wire"]),
    ("vault", &["domain"]),
    ("clipboard", &["domain"]),
    ("paper", &["domain", "words"]),
    ("app", &["domain", "page", "words"]),
    ("face", &["domain", "page", "words"]),
    ("sandbox", &["wire"]),
    ("run", &["api", "app", "clipboard", "domain", "face", "page", "paper", "reader", "vault", "words"]),
    ("settings", &["cli", "domain", "vault", "words"]),
    ("cli", &["domain", "settings", "words"]),
    ("main", &["app", "cli", "domain", "face", "reader", "run", "sandbox", "settings", "vault", "words"]),
];

/// Crates that only one room may touch.
const TOUCHED_BY: &[(&str, &[&str])] = &[
    ("crossterm", &["face"]),
    ("ratatui", &["face"]),
    ("reqwest", &["api"]),
    ("axum", &["sandbox"]),
    ("rusqlite", &["sandbox"]),
    ("keyring::", &["vault"]),
    ("arboard", &["clipboard"]),
    ("krilla", &["paper"]),
];

#[test]
fn every_room_is_in_the_table() {
    let mut rooms: Vec<String> = fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("lib.rs"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    rooms.sort();
    let mut known: Vec<&str> = DOORS.iter().map(|(room, _)| *room).collect();
    known.sort_unstable();
    assert_eq!(rooms, known);
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    for (room, below) in DOORS {
        for (file, number, line) in code(room) {
            for used in uses(&line) {
                let known = DOORS.iter().any(|(name, _)| *name == used);
                let allowed = !known || used == *room || below.contains(&used.as_str());
                assert!(allowed, "{}:{number}: `{room}` may not use `{used}`: {line}", file.display());
            }
        }
    }
}

#[test]
fn a_crate_is_touched_only_by_its_room() {
    for (room, _) in DOORS {
        for (krate, rooms) in TOUCHED_BY {
            for (file, number, line) in code(room) {
                let touched =
                    line.contains(&format!("use {krate}")) || line.contains(&format!("{}::", krate.trim_end_matches("::")));
                let own =
                    line.contains(&format!("::{krate}")) || line.contains("crate::") && !line.contains(&format!("use {krate}"));
                assert!(
                    !touched || own || rooms.contains(room),
                    "{}:{number}: only {rooms:?} may use {krate}: {line}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn french_is_written_only_in_assets_text() {
    let french = |text: &str| text.chars().any(|c| matches!(c, 'à'..='ÿ' | 'À'..='Ý' | 'œ' | 'Œ' | '’'));
    // Data the sandbox invents stands in for a server's, and the SMS it "sends" with it.
    for room in DOORS.iter().map(|(room, _)| *room).filter(|room| *room != "sandbox") {
        for (file, number, line) in code(room) {
            for quoted in quoted(&line) {
                let sentence = french(&quoted) && quoted.split_whitespace().count() > 1;
                assert!(!sentence, "{}:{number}: a French sentence outside assets/text: {quoted}", file.display());
            }
        }
    }
}

#[test]
fn s47_the_ways_around_the_renderer_are_forbidden_by_lint() {
    let lints = fs::read_to_string("clippy.toml").unwrap() + &fs::read_to_string("Cargo.toml").unwrap();
    for forbidden in [
        "ratatui_core::buffer::Cell::set_symbol",
        "ratatui_core::buffer::Cell::set_char",
        "print_stdout = \"deny\"",
        "print_stderr = \"deny\"",
    ] {
        assert!(lints.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn nothing_panics_on_purpose_and_no_hole_is_left() {
    for (room, _) in DOORS {
        for (file, number, line) in code(room) {
            for forbidden in [".unwrap()", ".expect(", "todo!(", "unimplemented!(", "panic!(", "unsafe ", "FIXME", "XXX"] {
                assert!(!line.contains(forbidden), "{}:{number}: {forbidden}: {line}", file.display());
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (room, _) in DOORS {
        for file in files(room) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("//!"), "{} does not open with a sentence", file.display());
        }
    }
}

#[test]
fn the_catalogue_is_of_the_allowed_characters() {
    let text = fs::read_to_string("assets/text/fr/dmp.ftl").unwrap();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let bad = line.chars().find(|c| !matches!(c, ' '..='~' | '\u{a0}'..='ÿ' | 'œ' | 'Œ' | 'Ÿ' | '’' | '…' | '–' | '€' | '─'));
        assert_eq!(bad, None, "line {}: {line}", number + 1);
        let said = line.split_once(" = ").map_or(line, |(_, said)| said);
        assert!(!said.contains('\''), "line {}: a straight apostrophe: {line}", number + 1);
    }
}

/// The sentences of the catalogue stay short: twenty words (ACCESSIBILITY, ordinary French).
#[test]
fn sentences_have_twenty_words_at_most() {
    let text = fs::read_to_string("assets/text/fr/dmp.ftl").unwrap();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let said = line.split_once(" = ").map_or(line, |(_, said)| said);
        for sentence in said.split(['.', ':', ';', '?', '!']) {
            let words = sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
            assert!(words <= 20, "{words} words: {sentence}");
        }
    }
}

/// Lines of a room outside its tests and comments.
fn code(room: &str) -> Vec<(PathBuf, usize, String)> {
    let mut out = Vec::new();
    for file in files(room) {
        let text = fs::read_to_string(&file).unwrap();
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("#[cfg(test)]") {
                break;
            }
            let trimmed = line.trim_start();
            if !trimmed.starts_with("//") {
                out.push((file.clone(), number + 1, line.split(" // ").next().unwrap().to_owned()));
            }
        }
    }
    out
}

fn files(room: &str) -> Vec<PathBuf> {
    let single = PathBuf::from(format!("src/{room}.rs"));
    let mut out = if single.exists() { vec![single] } else { Vec::new() };
    walk(Path::new(&format!("src/{room}")), &mut out);
    out.retain(|path| !path.file_name().unwrap().to_str().unwrap().contains("test"));
    out
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// The modules named after `crate::` or `dmp::`, in a path or in braces.
fn uses(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    for start in ["crate::", "dmp::"] {
        for rest in line.split(start).skip(1) {
            let names: Vec<&str> = match rest.strip_prefix('{') {
                Some(braced) => braced.split([',', '}']).collect(),
                None => vec![rest],
            };
            for name in names {
                let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                out.push(name);
            }
        }
    }
    out
}

fn quoted(line: &str) -> Vec<String> {
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}
