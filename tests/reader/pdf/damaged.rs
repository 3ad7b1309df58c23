//! PDFs made to harm, and two hundred damaged ones: each is a reading or a sentence, and its process ends.

use super::made::{Made, at, deflated};
use super::read;
use crate::damaged::{Chance, harm};
use dmp::domain::{Damage, Problem, Reading};
use dmp::face::flow::{self, Layout};
use dmp::words::Words;
use std::collections::BTreeMap;

/// A reading that every width can show, or a problem.
fn outcome(bytes: &[u8]) -> Result<Reading, Problem> {
    let reading = read(bytes)?;
    for width in [0, 40, 120] {
        for line in flow::lines(&reading, width, Layout::Grid, &Words::french()) {
            assert!(line.runs.iter().all(|run| !run.text.contains(char::is_control)));
        }
    }
    Ok(reading)
}

fn bomb(size: usize) -> Vec<u8> {
    let mut made = Made::page("");
    let twice = deflated(&deflated(&vec![b' '; size]));
    let stream = made.stream("/Filter [/FlateDecode /FlateDecode]", &twice);
    made.with(7, &format!("<< /Type /Page /Parent 2 0 R /Resources 6 0 R /Contents {stream} 0 R >>")).bytes()
}

#[test]
fn s58_files_made_to_harm_end_within_their_limits() {
    let forms = |calls: &str| {
        let mut made = Made::page("/X Do\n");
        let form = made
            .stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 9 0 R >> >>", calls.as_bytes());
        assert_eq!(form, 9);
        made.with(6, "<< /XObject << /X 9 0 R >> >>").bytes()
    };
    let deep = |open: &str, close: &str| {
        let value = open.repeat(200_000) + &close.repeat(200_000);
        Made::page(&at(50, 700, "F1", 10, "a")).with(6, &format!("<< /Font << /F1 3 0 R >> /X {value} >>")).bytes()
    };
    let page = |entries: &str| {
        Made::page(&at(50, 700, "F1", 10, "a"))
            .with(7, &format!("<< /Type /Page /Parent 2 0 R /Resources 6 0 R /Contents 8 0 R {entries} >>"))
            .bytes()
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("a form that draws itself", forms("/X Do")),
        ("a form that draws itself ten times", forms(&"/X Do\n".repeat(10))),
        ("a bomb of 600 megabytes", bomb(600 << 20)),
        ("arrays without end", deep("[", "]")),
        ("dictionaries without end", deep("<< /A ", ">>")),
        ("a page of a milliard units", page("/MediaBox [0 0 1000000000 1000000000]")),
        ("a page that is its own parent", Made::page("").with(2, "<< /Type /Pages /Kids [2 0 R 7 0 R] /Count 2 >>").bytes()),
        ("a page turned by no angle", page("/Rotate 37")),
        ("a stream that is its own length", Made::page("").with(8, "<< /Length 8 0 R >>\nstream\nx\nendstream").bytes()),
        ("a filter that nobody knows", Made::page("").with(8, "<< /Filter /Nul /Length 1 >>\nstream\nx\nendstream").bytes()),
        ("millions of states", Made::page(&"q ".repeat(3_000_000)).bytes()),
        ("only its name", b"%PDF-1.7\n".to_vec()),
        ("zeros", [b"%PDF-1.7\n".to_vec(), vec![0; 100_000]].concat()),
        ("names that lead to themselves", {
            let mut made = Made::page("");
            let tree = made.add(b"<< /Kids [9 0 R 9 0 R 9 0 R] >>");
            made.with(1, &format!("<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles {tree} 0 R >> >>")).bytes()
        }),
    ];
    for (name, bytes) in files {
        let start = std::time::Instant::now();
        let outcome = outcome(&bytes);
        println!("{name}: {:.2?} {:?}", start.elapsed(), outcome.as_ref().map(|reading| reading.pieces.len()));
    }
}

#[test]
fn s59_two_hundred_damaged_files_end_one_after_another() {
    let record = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/");
    let mut sources: Vec<Vec<u8>> = ["plan-asthme-2022-03.pdf", "profil-2026-06.pdf", "exercices-genou-2023-09.pdf"]
        .iter()
        .map(|name| std::fs::read(format!("{record}{name}")).unwrap())
        .collect();
    sources.push(include_bytes!("../fixtures/joints.pdf").to_vec());
    sources.push(include_bytes!("../fixtures/ouvert.pdf").to_vec());
    let content: String = (0..20).map(|n| at(50, 700 - 12 * n, "F1", 10, "Une ligne de texte assez longue")).collect();
    sources.push(Made::pages(&[&content, &content]).bytes());
    let mut chance = Chance(0x0d0c);
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for n in 0..200 {
        let mut bytes = sources[n % sources.len()].clone();
        harm(&mut bytes, &mut chance);
        let end = match outcome(&bytes) {
            Ok(_) => "read".to_owned(),
            Err(Problem::Damaged(damage)) => format!("{damage:?}"),
            Err(other) => panic!("{other:?}"),
        };
        *ends.entry(end).or_default() += 1;
    }
    println!("{ends:?}");
    assert!(ends["read"] > 100, "most are recovered: {ends:?}");
    let unsafe_ones = ends.get(&format!("{:?}", Damage::Unsafe)).copied().unwrap_or_default();
    assert!(unsafe_ones <= 4, "{ends:?}");
}

#[test]
fn s59_a_file_cut_anywhere_ends() {
    let bytes = Made::page(&at(50, 700, "F1", 10, "Bonjour")).bytes();
    for end in (0..bytes.len()).step_by(97) {
        let _ = outcome(&bytes[..end]);
    }
}
