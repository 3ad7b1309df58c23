//! What holds on every page, at every size (ACCESSIBILITY, "Tests that every page passes").

use crate::pages::{Shown, all};
use dmp::app::{Do, Page};
use dmp::domain::{Cell, Clean, Item, Piece, Reading, Row as TableRow, Span, Words as Rich};
use dmp::face::linear::{Manner, Teller};
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{Block, Heard};
use dmp::words::Words;
use ratatui::style::Modifier;
use std::collections::HashSet;

const SIZES: [(u16, u16); 5] = [(80, 24), (60, 18), (40, 12), (30, 8), (20, 6)];

fn driver(width: u16, height: u16, size: Size) -> Driver {
    Driver::new(width, height, Options::new(size), Words::french())
}

/// Shows the page and goes down through it until nothing new comes, looking at each frame.
fn walk(page: &Page, driver: &mut Driver, mut look: impl FnMut(&Driver)) {
    driver.show(page);
    look(driver);
    let mut seen = HashSet::from([(driver.text(), driver.cursor())]);
    let mut stale = 0;
    while stale < 3 {
        driver.press(page, KeyCode::Down);
        look(driver);
        stale = if seen.insert((driver.text(), driver.cursor())) { 0 } else { stale + 1 };
        assert!(seen.len() < 3000, "{}: no end", page.title);
    }
}

#[test]
fn every_word_can_be_reached_at_every_size() {
    for (size, sizes) in [(Size::Normal, &SIZES[..]), (Size::Large, &SIZES[2..])] {
        for Shown { name, page } in all() {
            let wanted = wanted(&page);
            for (width, height) in sizes {
                let mut driver = driver(*width, *height, size);
                let (mut words, mut run, mut frames) = (HashSet::new(), String::new(), Vec::new());
                walk(&page, &mut driver, |driver| {
                    frames.push(driver.text().join("\n"));
                    for row in driver.text() {
                        words.extend(tokens(&row).map(str::to_owned));
                        run.extend(row.chars().filter(|c| !c.is_whitespace()));
                    }
                    run.push('\n');
                });
                for (word, whole) in &wanted {
                    // What is longer than the screen, such as an address, is cut over several rows.
                    let found = words.contains(word) || (whole + 4 > usize::from(*width) && run.contains(word));
                    assert!(found, "{name} at {width}×{height}: « {word} » cannot be reached\n{}", frames.join("\n"));
                }
            }
        }
    }
}

#[test]
fn the_cursor_stands_on_what_has_the_focus_and_no_attribute_is_forbidden() {
    let forbidden = Modifier::DIM
        | Modifier::ITALIC
        | Modifier::SLOW_BLINK
        | Modifier::RAPID_BLINK
        | Modifier::HIDDEN
        | Modifier::CROSSED_OUT;
    for Shown { name, page } in all() {
        for (width, height) in SIZES.into_iter().chain([(120, 40)]) {
            walk(&page, &mut driver(width, height, Size::Normal), |driver| {
                let buffer = driver.buffer();
                for cell in buffer.content() {
                    assert!(!cell.modifier.intersects(forbidden), "{name}: {:?}", cell.modifier);
                    assert!(!cell.modifier.contains(Modifier::BOLD | Modifier::REVERSED), "{name}: bold with reverse");
                }
                let (x, y) = driver.cursor();
                let at = |x: u16| buffer.cell((x, y)).filter(|_| x < width);
                let here = at(x).unwrap();
                // A field is lined, with the insertion point at the end of what is typed.
                let typing = |cell: &ratatui::buffer::Cell| cell.modifier.intersects(Modifier::UNDERLINED);
                let field = typing(here) || x.checked_sub(1).and_then(at).is_some_and(typing);
                let lit = here.modifier.contains(Modifier::REVERSED) && here.symbol() != " ";
                let frame = || driver.text().join("\n");
                assert!(field || lit, "{name} at {width}×{height}: the cursor is at {x},{y}, on nothing\n{}", frame());
            });
        }
    }
}

#[test]
fn every_character_is_one_that_every_terminal_can_write() {
    let allowed = |c: char| matches!(c, ' '..='~' | '\u{a0}'..='ÿ' | 'œ' | 'Œ' | 'Ÿ' | '’' | '…' | '–' | '€' | '─');
    for Shown { name, page } in all() {
        // What a document says is shown as it is (D15).
        let mut said = Vec::new();
        page.body.iter().filter(|block| is_reading(block)).for_each(|block| block_texts(block, &mut said));
        let mut said: HashSet<char> = said.iter().flat_map(|text| text.chars()).collect();
        // In a picture, half a cell is a pixel.
        said.extend(page.body.iter().any(|block| matches!(block, Block::Picture(_))).then_some('▀'));
        walk(&page, &mut driver(120, 40, Size::Normal), |driver| {
            let text = driver.text().join("");
            let odd: Vec<char> = text.chars().filter(|c| !allowed(*c) && !said.contains(c)).collect();
            assert!(odd.is_empty(), "{name}: {odd:?}");
        });
    }
}

#[test]
fn no_size_makes_it_fall() {
    for Shown { page, .. } in all() {
        for (width, height) in [(1, 1), (2, 30), (200, 1), (5, 5), (19, 6), (20, 5), (21, 7), (200, 60)] {
            for size in [Size::Normal, Size::Large] {
                let mut driver = driver(width, height, size);
                driver.show(&page);
                for key in [KeyCode::Down, KeyCode::End, KeyCode::PageUp, KeyCode::Tab, KeyCode::Up, KeyCode::Home] {
                    driver.press(&page, key);
                    let (x, y) = driver.cursor();
                    assert!(x < width && y < height);
                }
            }
        }
    }
}

/// A page as long as there are, in a demonstration on a shared computer, with every filter.
fn crowded() -> Page {
    let mut page = all().into_iter().find(|shown| shown.name == "documents-filtres").unwrap().page;
    page.banner = Some("Démonstration, poste partagé".into());
    let rows = (1..=50).map(|n| dmp::page::Row {
        id: dmp::page::RowId(n.to_string().into()),
        marks: Vec::new(),
        label: format!("Document {n}").into(),
        details: Vec::new(),
        does: Do::Back,
    });
    let rows = std::sync::Arc::new(dmp::page::Shown(rows.collect()));
    for block in &mut page.body {
        if let Block::List(list) = block {
            list.rows = rows.clone();
        }
    }
    page
}

#[test]
fn ten_rows_of_documents_show_even_with_a_banner_and_every_filter() {
    let page = crowded();
    let mut driver = driver(80, 24, Size::Normal);
    driver.show(&page);
    // From the search field to the list, where letters are shortcuts.
    driver.press(&page, KeyCode::Down);
    let rows = driver.text().iter().filter(|row| row.contains(" Document ")).count();
    assert!(rows >= 10, "{rows} rows\n{}", driver.text().join("\n"));
    assert!(driver.text()[0].starts_with("Mes documents. Démonstration"));
    assert!(driver.text()[21..23].join(" ").contains("(C)"), "{}", driver.text().join("\n"));
}

#[test]
fn from_ten_rows_on_the_title_stays_whatever_scrolls() {
    for Shown { name, mut page } in all() {
        page.banner = Some("Démonstration, poste partagé".into());
        for (width, height) in [(40, 12), (40, 10), (60, 18), (80, 24)] {
            let first = page.title.split_whitespace().next().unwrap().to_owned();
            walk(&page, &mut driver(width, height, Size::Large), |driver| {
                let rows = driver.text();
                assert!(rows[0].starts_with(&first), "{name} at {width}×{height}\n{}", rows.join("\n"));
            });
        }
    }
}

#[test]
fn no_letter_is_taken_twice() {
    for Shown { name, page } in all() {
        let mut taken = HashSet::from(['a', 'q', 'r']);
        for key in page.actions.iter().filter_map(|action| action.key) {
            assert!(taken.insert(key), "{name}: the letter {key} is taken twice");
        }
    }
}

#[test]
fn zero_leads_back_on_every_page_and_no_two_choices_do_the_same() {
    let words = Words::french();
    for Shown { name, mut page } in all() {
        // Nothing under way, and no field asked for before one has chosen.
        (page.busy, page.look) = (None, None);
        let told = Teller::new(Manner::Terminal, 200).say(&page, &words);
        let numbers: Vec<&str> = told.lines().filter_map(|line| line.split_once(". ")).map(|(number, _)| number).collect();
        let zeros = numbers.iter().filter(|number| **number == "0").count();
        assert_eq!(zeros, usize::from(page.back.is_some()), "{name}\n{told}");
        let mut done: Vec<Do> = Vec::new();
        for number in numbers.into_iter().filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            let mut teller = Teller::new(Manner::Terminal, 200);
            teller.say(&page, &words);
            match teller.hear(&page, &words, number) {
                Heard::Did { does, .. } => {
                    // Two lines of one statement lead to the same document.
                    let source = matches!(does, Do::Open(_) | Do::OpenAt(..));
                    assert!(source || !done.contains(&does), "{name}: {number} does what another choice does, {does:?}\n{told}");
                    assert_eq!(number == "0", page.back.as_ref() == Some(&does), "{name}: {number}");
                    done.push(does);
                }
                Heard::Active => assert_ne!(teller.say(&page, &words), "", "{name}: {number} does nothing\n{told}"),
                Heard::Follow(_) => {}
                other @ (Heard::Edited(..) | Heard::Rested(_) | Heard::Needs(_) | Heard::Help | Heard::Leaving(_)) => {
                    panic!("{name}: {number} is heard as {other:?}")
                }
            }
        }
    }
}

#[test]
fn what_only_changes_how_a_picture_looks_is_not_said_line_by_line() {
    let page = all().into_iter().find(|shown| shown.name == "image").unwrap().page;
    assert!(page.actions.iter().any(|action| action.label.as_str() == "Sans couleurs"));
    let told = Teller::new(Manner::Terminal, 10).say(&page, &Words::french());
    assert!(!told.contains("Sans couleurs"), "{told}");
}

#[test]
fn where_one_cannot_go_back_nobody_is_told_to() {
    let words = Words::french();
    for Shown { name, page } in all() {
        let mut teller = Teller::new(Manner::Terminal, 10);
        let told = teller.say(&page, &words);
        if page.back.is_none() {
            assert!(!told.contains("revenir, tapez :0") && !told.lines().any(|line| line.starts_with("0. ")), "{name}\n{told}");
        }
    }
}

fn is_reading(block: &Block<Do>) -> bool {
    matches!(block, Block::Reading { .. })
}

/// Every word that the page says, and how long the thing is that it is part of, without blanks.
fn wanted(page: &Page) -> HashSet<(String, usize)> {
    let mut texts = vec![page.title.clone()];
    texts.extend(page.banner.clone());
    texts.extend(page.notice.iter().map(|notice| notice.text.clone()));
    if let Some(busy) = &page.busy {
        texts.push(busy.text.clone());
        texts.extend(busy.stop.iter().map(|(label, _)| label.clone()));
    }
    page.body.iter().for_each(|block| block_texts(block, &mut texts));
    texts.extend(page.actions.iter().map(|action| action.label.clone()));
    let things = texts.iter().flat_map(|text| text.split_whitespace());
    things.flat_map(|thing| tokens(thing).map(|word| (word.to_owned(), thing.chars().count()))).collect()
}

/// Its words, whatever marks a face puts around them.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

pub fn block_texts(block: &Block<Do>, texts: &mut Vec<Clean>) {
    match block {
        Block::Text(text) => texts.push(text.clone()),
        Block::Facts(facts) => texts.extend(facts.iter().flat_map(|(label, value)| [label.clone(), value.clone()])),
        Block::List(list) => {
            if list.rows.count().here() > 0 {
                texts.push(list.name.clone());
            }
            let rows = (0..list.rows.count().here()).filter_map(|index| list.rows.row(index));
            texts.extend(rows.flat_map(|row| row.marks.into_iter().chain([row.label]).chain(row.details)));
            if list.rows.count().here() == 0 {
                texts.push(list.empty.clone());
            }
        }
        Block::Field(field) => {
            texts.push(field.label.clone());
            // What was typed scrolls sideways in its field.
            texts.extend(field.hint.iter().chain(&field.example).chain(&field.error).cloned());
        }
        Block::Choice(choice) => {
            texts.push(choice.label.clone());
            texts.extend(choice.hint.iter().chain(&choice.error).cloned());
            texts.extend(choice.options.iter().map(|option| option.label.clone()));
        }
        Block::Errors(errors) => texts.extend(errors.iter().map(|(_, text)| text.clone())),
        Block::Group { title, blocks, error } => {
            texts.push(title.clone());
            texts.extend(error.clone());
            blocks.iter().for_each(|block| block_texts(block, texts));
        }
        Block::Reading { reading, .. } => reading_texts(reading, texts),
        Block::Picture(picture) => texts.push(picture.alt.clone()),
        // For the eye, where there is room: the page says it in words as well.
        Block::Series(_) => {}
    }
}

fn reading_texts(reading: &Reading, texts: &mut Vec<Clean>) {
    reading.pieces.iter().for_each(|piece| piece_texts(piece, texts));
}

pub fn piece_texts(piece: &Piece, texts: &mut Vec<Clean>) {
    match piece {
        Piece::Heading { text, .. } | Piece::Paragraph(text) => rich(text, texts),
        Piece::List { items, .. } => items.iter().for_each(|Item { caption, pieces }| {
            caption.iter().for_each(|caption| rich(caption, texts));
            pieces.iter().for_each(|piece| piece_texts(piece, texts));
        }),
        Piece::Table(table) => {
            table.caption.iter().for_each(|caption| rich(caption, texts));
            let rows = table.head.iter().chain(&table.body).chain(&table.foot);
            rows.for_each(|TableRow { cells, .. }| {
                cells.iter().for_each(|cell| {
                    if let Cell::Own { words, .. } = cell {
                        rich(words, texts)
                    }
                });
            });
        }
        Piece::Facts(facts) => facts.0.iter().for_each(|(_, words)| rich(words, texts)),
        Piece::Picture(picture) => texts.extend(picture.description.clone()),
        Piece::Note(label) => texts.push(Words::french().label(label)),
        Piece::Laid(laid) => {
            texts.extend(laid.lines.iter().flat_map(|line| &line.cells).map(|(_, text)| text.clone()));
            laid.flowed.iter().for_each(|piece| piece_texts(piece, texts));
        }
        Piece::Aside(aside) => aside.pieces.iter().for_each(|piece| piece_texts(piece, texts)),
    }
}

fn rich(words: &Rich, texts: &mut Vec<Clean>) {
    texts.extend(words.0.iter().map(|span| match span {
        Span::Text { text, .. } => text.clone(),
        Span::Label(label) => Words::french().label(label),
    }));
}
