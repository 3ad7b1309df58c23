//! What reaches the terminal, byte by byte.

use crate::support::Start;
use crate::support::journey::{self, CHOSEN};
use crate::support::person::{Ears, Eyes, Person, flat};
use crate::support::terminal::{Key, Terminal};

const HOSTILE: &str = "<script>alert(1)</script>";
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/atelier-2024-01.xml");

/// What a terminal was sent: text, and orders apart.
#[derive(Default)]
struct Sent {
    text: String,
    orders: Vec<String>,
}

/// Fails on an order that does not begin as all of ours do, and on any control character that is not `allowed`.
fn sent(bytes: &[u8], allowed: &[char]) -> Sent {
    let all = String::from_utf8(bytes.to_vec()).expect("UTF-8 and nothing else");
    let mut sent = Sent::default();
    let mut chars = all.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\x1b' {
            assert!(!c.is_control() || allowed.contains(&c), "{c:?} after {:?}", tail(&sent.text));
            sent.text.push(c);
            continue;
        }
        // The cursor's place, kept and found again when the terminal is put in order (F47).
        if let Some(kept) = chars.next_if(|c| matches!(c, '7' | '8')) {
            sent.orders.push(kept.to_string());
            continue;
        }
        assert_eq!(chars.next(), Some('['), "after {:?}", tail(&sent.text));
        let mut order = String::new();
        for c in chars.by_ref() {
            order.push(c);
            if ('\x40'..='\x7e').contains(&c) {
                break;
            }
        }
        sent.orders.push(order);
    }
    sent
}

fn tail(text: &str) -> String {
    text.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect()
}

/// The orders that crossterm writes for the screen: places, attributes, colours, erasing, and the modes taken and given back.
fn is_ours(order: &str) -> bool {
    let numbers = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ';');
    match order.chars().last() {
        Some('H' | 'm' | 'J' | 'K') => numbers(&order[..order.len() - 1]),
        Some('q') => matches!(order, "2 q" | "0 q"),
        Some('r' | '7' | '8') => order.len() == 1,
        Some('h' | 'l') => {
            matches!(&order[..order.len() - 1], "?1049" | "?2004" | "?25" | "?1000" | "?1002" | "?1003" | "?1006" | "?1015")
        }
        _ => false,
    }
}

/// Nothing that reorders, hides or colours what one reads, wherever it came from.
fn is_harmless(text: &str) {
    for c in text.chars() {
        let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{80}'..='\u{9f}' | '\u{e0000}'..='\u{e007f}');
        assert!(!hidden, "{c:?} in {text}");
    }
}

/// Fails unless these are the bytes of the screen face and of nothing else. Answers the text among them.
pub fn are_those_of_the_screen(bytes: &[u8]) -> String {
    // The bytes of one order among the text would show here: OSC 52 and titles are no CSI at all.
    let Sent { text, orders } = sent(bytes, &[]);
    is_harmless(&text);
    for order in orders {
        assert!(is_ours(&order), "{order:?}");
    }
    text
}

/// The same of the linear face.
pub fn are_those_of_lines(bytes: &[u8]) -> String {
    let Sent { text, orders } = sent(bytes, &['\r', '\n', '\x08']);
    is_harmless(&text);
    for order in orders {
        assert!(matches!(order.as_str(), "?2004h" | "?2004l" | "H" | "2J" | "3J"), "{order:?}");
    }
    text
}

/// Signs in, finds the document by its title, reads it to the end, and goes.
fn meet_the_hostile_document(person: &mut impl Person) {
    journey::arrive(person, "Sur un ordinateur partagé");
    journey::sign_in_first(person);
    journey::open_the_list(person);
    person.reads(journey::ALL);
    person.fills("Chercher", "alert(1)");
    person.reads("1 document sur");
    person.chooses(HOSTILE);
    person.reads(HOSTILE);
    person.skims("Table des matières");
    person.goes_back();
    person.reads("1 document sur");
    person.shortcut('x');
    person.reads(journey::ALL);
    journey::leave(person);
}

#[test]
fn s39_s42_s50_a_hostile_document_adds_nothing_to_what_the_screen_is_sent() {
    let terminal = Terminal::start(Start::dmp(&["demo"]));
    meet_the_hostile_document(&mut Eyes(&terminal));
    let text = are_those_of_the_screen(&terminal.bytes());
    assert!(text.contains(HOSTILE));
}

#[test]
fn s39_s42_s50_a_hostile_document_adds_nothing_to_what_is_said_line_by_line() {
    let terminal = Terminal::start(Start::dmp(&["demo", "--linear"]));
    meet_the_hostile_document(&mut Ears::new(&terminal));
    let text = are_those_of_lines(&terminal.bytes());
    assert!(text.contains(HOSTILE));
    // What is typed as a secret is not shown; the initial password is what the demonstration itself says.
    assert!(!text.contains(CHOSEN));
}

#[test]
fn s42_a_hostile_file_adds_nothing_to_what_large_characters_are_sent() {
    let terminal = Terminal::start(Start::dmp(&["open", FILE, "--large"]).size(12, 40));
    let mut eyes = Eyes(&terminal);
    eyes.reads("atelier-2024-01.xml");
    eyes.skims("Table des matières");
    terminal.key(Key::Ctrl('c'));
    assert_eq!(terminal.end(), crate::support::DONE);
    are_those_of_the_screen(&terminal.bytes());
}

#[test]
fn each_down_key_says_the_row_it_comes_to_whole_and_puts_the_cursor_on_its_first_letter() {
    let terminal = Terminal::start(Start::dmp(&["demo", "--place", "maison"]));
    let mut eyes = Eyes(&terminal);
    eyes.reads("Identifiant :");
    journey::sign_in_first(&mut eyes);
    journey::open_the_list(&mut eyes);
    eyes.finds("Certificat sortie scolaire");
    let mut seen = Vec::new();
    for _ in 0..40 {
        let before = terminal.bytes_so_far();
        let status = terminal.on_screen(status);
        terminal.key(Key::Down);
        terminal.drawn("the next place", |screen| self::status(screen) != status);
        let (rows, column) = terminal.on_screen(lit);
        let new = terminal.bytes()[before..].to_vec();
        for row in &rows {
            let whole = new.windows(row.len()).any(|window| window == row.as_bytes());
            assert!(whole, "{row:?} is not whole in {}", new.escape_ascii());
        }
        let ahead: String = terminal.on_screen(|screen| {
            let (row, column) = screen.cursor_position();
            screen.rows(column, 80).nth(row.into()).unwrap()
        });
        assert!(!rows.is_empty() && flat(&ahead) == flat(&rows[0]), "the cursor is on {ahead:?}, not on {rows:?}");
        assert_eq!(column, terminal.on_screen(|screen| screen.cursor_position().1));
        seen.push(flat(&rows.join(" ")));
    }
    seen.dedup();
    assert_eq!(seen.len(), 40, "{seen:?}");
    assert!(seen.iter().any(|row| row.contains("Bilan biologique annuel 2026")), "{seen:?}");
}

/// The last line, which says where one is.
fn status(screen: &vt100::Screen) -> String {
    screen.rows(0, 80).last().unwrap()
}

/// The rows of what has the focus, without the blanks around, and the column where it starts.
fn lit(screen: &vt100::Screen) -> (Vec<String>, u16) {
    let (rows, columns) = screen.size();
    let mut found = (Vec::new(), 0);
    for row in 0..rows.get() {
        let inverse = |column: &u16| screen.cell(row, *column).is_some_and(vt100::Cell::inverse);
        let Some(first) = (0..columns.get()).find(inverse) else { continue };
        let text: String =
            (first..columns.get()).take_while(inverse).filter_map(|column| screen.cell(row, column)).map(cell).collect();
        if found.0.is_empty() {
            found.1 = first;
        }
        found.0.push(text.trim_end().to_owned());
    }
    found
}

fn cell(cell: &vt100::Cell) -> String {
    if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() }
}

#[test]
fn s39_copying_a_passage_sends_nothing_to_the_terminal() {
    for face in [&["open", FILE][..], &["open", FILE, "--linear"]] {
        let terminal = Terminal::start(Start::dmp(face));
        match face {
            [_, _, _] => {
                let mut ears = Ears::new(&terminal);
                ears.chooses("Copier ce passage");
                ears.reads("Choisir le passage à copier");
                ears.chooses(HOSTILE);
                ears.reads("copié");
            }
            _ => {
                let mut eyes = Eyes(&terminal);
                eyes.reads("Copier ce passage");
                eyes.shortcut('y');
                eyes.reads("copié");
            }
        }
        terminal.key(Key::Ctrl('c'));
        assert_eq!(terminal.end(), crate::support::DONE);
        // An OSC, 52 or any other, is no CSI: it would be refused here.
        let Sent { orders, .. } = sent(&terminal.bytes(), &['\r', '\n', '\x08']);
        assert!(!orders.is_empty());
    }
}
