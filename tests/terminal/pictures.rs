//! Pictures on a real terminal: what is sent to draw them, and that nothing of them stays.

use crate::support::person::{Ears, Eyes, Person};
use crate::support::terminal::{Key, Terminal};
use crate::support::{DONE, Start};

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/mutuelle-2026.png");

fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).count()
}

fn last(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).rposition(|window| window == wanted).unwrap_or_else(|| panic!("{wanted:?} was never sent"))
}

/// Opens the picture on a terminal that draws so; how it is told the beginning of a picture.
fn looking(graphics: &str) -> (Terminal, &'static [u8]) {
    let begins: &[u8] = match graphics {
        "kitty" => b"\x1b_Ga=T,f=100,",
        "sixel" => b"\x1bP",
        "iterm2" => b"\x1b]1337;File=inline=1;",
        _ => "▀".as_bytes(),
    };
    let terminal = Terminal::start(Start::dmp(&["open", "--graphics", graphics, PICTURE]));
    let mut eyes = Eyes(&terminal);
    eyes.reads("voir l’image");
    terminal.keys("g");
    terminal.receive(0, begins);
    (terminal, begins)
}

#[test]
fn a_picture_is_drawn_again_when_one_comes_closer_and_is_gone_when_one_leaves() {
    for graphics in ["kitty", "sixel", "iterm2"] {
        let (terminal, begins) = looking(graphics);
        let drawn = last(&terminal.bytes(), begins) + begins.len();
        terminal.keys("+");
        let again = terminal.receive(drawn, begins);
        terminal.key(Key::Escape);
        terminal.see("Voir en image");
        terminal.key(Key::Ctrl('c'));
        assert_eq!(terminal.end(), DONE, "{graphics}");
        terminal.is_given_back();
        let bytes = terminal.bytes();
        assert_eq!(count(&bytes, begins), 2, "{graphics}");
        let after = bytes.get(again..).unwrap();
        match graphics {
            // It is told to go, and every row under it is written again.
            "kitty" => assert!(count(after, b"\x1b_Ga=d,d=I,") >= 1),
            _ => assert!(count(after, b"\x1b[2K") >= 15, "{graphics}"),
        }
        // No sequence of text or of colours stands inside a picture, and each picture ends.
        assert_eq!(count(&bytes, b"\x1b]52;"), 0);
    }
}

#[test]
fn a_killed_or_failing_program_takes_its_picture_away() {
    let (terminal, _) = looking("kitty");
    terminal.signal(rustix::process::Signal::TERM);
    terminal.end();
    terminal.is_given_back();
    let bytes = terminal.bytes();
    assert!(last(&bytes, b"\x1b_Ga=d,d=I,") > last(&bytes, b"\x1b_Ga=T,"));
}

#[test]
fn half_blocks_are_marked_and_line_by_line_there_is_nothing_of_a_picture() {
    let (terminal, _) = looking("halfblocks");
    terminal.see("ne lisez pas de valeurs ici");
    terminal.key(Key::Ctrl('c'));
    assert_eq!(terminal.end(), DONE);
    terminal.is_given_back();
    assert!(!terminal.history().contains('▀'), "nothing stays");
    let linear = Terminal::start(Start::dmp(&["open", "--linear", "--graphics", "kitty", PICTURE]));
    let mut ears = Ears::new(&linear);
    ears.reads("pixels de large");
    ears.chooses("Image : voir l’image");
    ears.reads("Une image ne se lit pas ligne par ligne.");
    linear.keys("q\r");
    assert_eq!(linear.end(), DONE);
    let bytes = linear.bytes();
    for never in [&b"\x1b_G"[..], b"\x1bP", b"\x1b]", "▀".as_bytes()] {
        assert_eq!(count(&bytes, never), 0);
    }
}
