//! Lists of any length: what is asked of them, and what is said of them.

use crate::pages::*;
use dmp::face::screen::KeyCode;
use dmp::page::{Block, Count, List, Page, Row, RowId, Rows};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts the rows it is asked for.
struct Counted {
    length: usize,
    asked: Arc<AtomicUsize>,
}

impl Rows<Does> for Counted {
    fn count(&self) -> Count {
        Count::Known(self.length)
    }

    fn row(&self, index: usize) -> Option<Row<Does>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        Some(row(&index.to_string(), &format!("Ligne {}", index + 1)))
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        id.0.parse().ok()
    }
}

fn counted(length: usize) -> (Page<Does>, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let rows = Arc::new(Counted { length, asked: Arc::clone(&asked) });
    let list = List { name: "Lignes".into(), empty: "Rien.".into(), rows, more: None };
    (page("Liste", vec![Block::List(list)]), asked)
}

#[test]
fn a_key_asks_for_as_many_rows_of_a_hundred_as_of_a_million() {
    let keys =
        [KeyCode::Down, KeyCode::PageDown, KeyCode::Up, KeyCode::End, KeyCode::Up, KeyCode::PageUp, KeyCode::Home, KeyCode::Down];
    let asked = [100, 1_000_000].map(|length| {
        let (page, asked) = counted(length);
        let mut driver = screen(80, 24);
        driver.show(&page);
        keys.map(|key| {
            asked.store(0, Ordering::Relaxed);
            driver.press(&page, key);
            asked.load(Ordering::Relaxed)
        })
    });
    assert_eq!(asked[0], asked[1]);
    assert!(asked[0].iter().all(|rows| *rows < 1_000), "{asked:?}");
}

#[test]
fn the_last_of_a_hundred_thousand_is_one_key_away() {
    let mut driver = screen(80, 24);
    let page = documents(100_000);
    driver.show(&page);
    driver.press(&page, KeyCode::End);
    assert!(lit(&driver)[0].starts_with("Document 100000,"));
    assert!(driver.text()[23].starts_with("Choix 100\u{a0}000 sur 100\u{a0}000."));
}

/// Only its first rows have come, and more may.
struct Coming;

impl Rows<Does> for Coming {
    fn count(&self) -> Count {
        Count::AtLeast(6)
    }

    fn row(&self, index: usize) -> Option<Row<Does>> {
        (index < 3).then(|| row(&index.to_string(), &format!("Trace {}", index + 1)))
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        id.0.parse().ok().filter(|index| *index < 3)
    }
}

#[test]
fn rows_that_are_coming_say_so_and_choose_nothing() {
    let more = Some(("Voir les suivantes".into(), "more"));
    let list = List { name: "Traces, nombre inconnu".into(), empty: "Rien.".into(), rows: Arc::new(Coming), more };
    let page = page("Traces", vec![Block::List(list)]);
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert!(driver.text()[23].starts_with("Choix 1 sur 6 au moins."));
    press(&mut driver, &page, &[KeyCode::Down; 3]);
    assert_eq!(lit(&driver), ["Cette ligne arrive."]);
    assert_eq!(did(driver.press(&page, KeyCode::Enter)), None);
    press(&mut driver, &page, &[KeyCode::Down; 3]);
    assert_eq!(lit(&driver), ["Voir les suivantes"]);
    assert_eq!(did(driver.press(&page, KeyCode::Enter)), Some("more"));
}

#[test]
fn while_loading_the_known_total_is_said() {
    struct Loading;
    impl Rows<Does> for Loading {
        fn count(&self) -> Count {
            Count::Coming { here: 2, total: 60 }
        }
        fn row(&self, index: usize) -> Option<Row<Does>> {
            Coming.row(index)
        }
        fn index_of(&self, id: &RowId) -> Option<usize> {
            Coming.index_of(id)
        }
    }
    let list = List { name: "2 traces chargées sur 60".into(), empty: "Rien.".into(), rows: Arc::new(Loading), more: None };
    let page = page("Traces", vec![Block::List(list)]);
    let mut driver = screen(80, 24);
    driver.show(&page);
    assert!(driver.text()[23].starts_with("Choix 1 sur 60."), "{}", driver.text()[23]);
}

#[test]
fn that_there_is_nothing_is_said_once() {
    let page = page("Documents", vec![list("Aucun document", Vec::new())]);
    let mut driver = screen(80, 24);
    driver.show(&page);
    let text = driver.text().join("\n");
    assert!(text.contains("Il n’y a rien ici.") && !text.contains("Aucun document"), "{text}");
}

#[test]
fn in_large_characters_five_rows_are_shown_and_the_rest_is_said() {
    let mut driver = large(80, 30);
    let page = documents(12);
    driver.show(&page);
    let shown = |driver: &dmp::face::screen::Driver| driver.text().iter().filter(|row| row.contains("Document ")).count();
    assert_eq!(shown(&driver), 5);
    assert!(driver.text().join("\n").contains("Suite : encore 7 choix. Touche Bas."));
    assert!(driver.text().join("\n").contains("12 documents (de 1 à 5)"));
    press(&mut driver, &page, &[KeyCode::Down; 5]);
    assert!(lit(&driver)[0].starts_with("Document 6,"));
    press(&mut driver, &page, &[KeyCode::End]);
    assert_eq!(shown(&driver), 2);
    press(&mut driver, &page, &[KeyCode::Down, KeyCode::Up]);
    assert!(lit(&driver)[0].starts_with("Document 12,"));
}

#[test]
fn a_row_that_goes_leaves_the_eye_on_the_one_that_takes_its_place() {
    let rows = |labels: &[&str]| page("Liste", vec![list("Lignes", labels.iter().map(|label| row(label, label)).collect())]);
    let mut driver = screen(80, 24);
    driver.show(&rows(&["un", "deux", "trois"]));
    driver.press(&rows(&["un", "deux", "trois"]), KeyCode::Down);
    driver.show(&rows(&["un", "trois"]));
    assert_eq!(lit(&driver), ["trois"]);
    driver.show(&rows(&["un"]));
    assert_eq!(lit(&driver), ["un"]);
    driver.show(&rows(&[]));
    assert!(driver.text().join(" ").contains("Il n’y a rien ici."));
}
