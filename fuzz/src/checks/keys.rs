//! What is typed and pasted, on the screen and line by line: a paste never chooses anything, and no sequence comes back out.

use super::faces::FRENCH;
use super::text::is_harmful;
use dmp::domain::Clean;
use dmp::face::linear::{self, Linear, Manner};
use dmp::face::screen::{Driver, KeyCode, KeyEvent, KeyModifiers, Options, Size};
use dmp::page::{Action, Block, Choice, Choosable, Entry, Field, FieldId, Heard, Leaving, Need, Page, RowId};
use dmp::reader::worker::Worker;
use std::io::{self, Cursor, Write};
use std::sync::{Arc, Mutex, PoisonError};

const CTRL_Z: u8 = 0x1a;
const WISHES: FieldId = FieldId("wishes", 0);
const PASTE: (&[u8], &[u8]) = (b"\x1b[200~", b"\x1b[201~");

/// The same bytes as keys and as a paste, in both faces.
pub fn keys(bytes: &[u8], _: &dyn Worker) {
    let text = String::from_utf8_lossy(bytes);
    let page = page();
    let mut driver = Driver::new(60, 20, Options::new(Size::Normal), FRENCH.clone());
    driver.show(&page);
    // Each key draws.
    for c in text.chars().take(24) {
        driver.press(&page, key(c));
        assert!(!driver.buffer().content().iter().any(|cell| cell.symbol().contains(is_harmful)));
    }
    for field in 0..5 {
        let heard = driver.paste(&page, &text);
        assert!(!matches!(heard, Heard::Did { .. } | Heard::Leaving(_)), "field {field}: a paste chose something");
        if let Heard::Edited(id, change) = heard {
            let lines = id == WISHES;
            assert!(!change.text.contains(|c| if c == '\n' { !lines } else { is_harmful(c) }), "{:?}", change.text);
        }
        driver.press(&page, KeyCode::Tab);
    }
    // Stopping the program is the kernel's affair.
    let typed: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != CTRL_Z).collect();
    line_by_line(&page, &typed, false);
    if !typed.windows(PASTE.1.len()).any(|window| window == PASTE.1) {
        line_by_line(&page, &[PASTE.0, &typed, PASTE.1].concat(), true);
    }
}

/// Letters are themselves, and what no letter writes is the keys that have none.
fn key(c: char) -> KeyEvent {
    let code = match c {
        '\r' | '\n' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        '\u{1b}' => KeyCode::Esc,
        '\u{8}' | '\u{7f}' => KeyCode::Backspace,
        '\u{1c}' => KeyCode::Up,
        '\u{1d}' => KeyCode::Down,
        '\u{1e}' => KeyCode::PageDown,
        '\u{1f}' => KeyCode::Home,
        '\u{0}' => KeyCode::Delete,
        '\u{1}'..='\u{1a}' => {
            let letter = char::from_u32(u32::from(c) + 0x60).unwrap_or(c);
            return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
        }
        c => KeyCode::Char(c),
    };
    code.into()
}

fn page() -> Page<&'static str> {
    let field = |id, label: &str, entry| Block::Field(Field::new(FieldId(id, 0), label.into(), entry));
    let option = |label: &str| Choosable { id: RowId(label.into()), label: label.into(), chosen: false, does: "option" };
    let options = ["Fille", "Fils", "Épouse", "10 ans"].map(option).into();
    let mut page = Page::new("sign-in", "Connexion".into());
    page.body = vec![
        field("who", "Identifiant", Entry::Line { value: Clean::empty(), revision: 0 }),
        field("password", "Mot de passe", Entry::Secret),
        field("code", "Code", Entry::Code { length: 6 }),
        field(WISHES.0, "Volontés", Entry::Area { value: "Une ligne\n\net une autre.".into(), revision: 0 }),
        Block::Choice(Choice { need: Need::Optional, ..Choice::new(FieldId("link", 0), "Lien".into(), options) }),
    ];
    page.actions =
        vec![Action::new("go", 's', "Se connecter".into(), "go").taking(&[FieldId("password", 0), FieldId("code", 0)])];
    page.back = Some("back");
    page
}

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn line_by_line(page: &Page<&'static str>, bytes: &[u8], pasted: bool) {
    let written = Written::default();
    let typed = Cursor::new(bytes.to_vec());
    let mut linear = Linear::over(written.clone(), typed, Manner::Terminal, linear::Options::default());
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_time().build() else { return };
    let ended = runtime.block_on(async {
        // Each byte is heard once at most, and the end after them.
        for _ in 0..=bytes.len() + 1 {
            match linear.next(page, &FRENCH).await {
                Ok(Heard::Leaving(Leaving::Ended)) => return true,
                Ok(heard) => assert!(!(pasted && matches!(heard, Heard::Did { .. })), "a paste chose something"),
                Err(error) => assert!(error.kind() == io::ErrorKind::UnexpectedEof, "{error}"),
            }
        }
        false
    });
    assert!(ended, "the end of the input is never heard");
    let written = written.0.lock().unwrap_or_else(PoisonError::into_inner);
    let said = String::from_utf8_lossy(&written);
    let harmful = said.chars().find(|c| !matches!(c, '\r' | '\n' | '\u{8}') && is_harmful(*c));
    assert_eq!(harmful, None, "{said:?}");
}
