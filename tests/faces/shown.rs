//! What each page looks and sounds like: one snapshot a page, its four faces one under the other.

use crate::pages::all;
use dmp::app::Page;
use dmp::face::linear::{Manner, Teller};
use dmp::face::screen::{Driver, Options, Size};
use dmp::words::Words;

#[test]
fn every_page_in_every_face() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for shown in all() {
            let mut faces = Vec::new();
            for (name, size, width, height) in
                [("Écran", Size::Normal, 80, 24), ("Écran large", Size::Normal, 120, 40), ("Grands caractères", Size::Large, 40, 12)]
            {
                faces.push(format!("# {name}, {width} sur {height}\n{}", screen(&shown.page, size, width, height)));
            }
            faces.push(format!("# Ligne par ligne\n{}", linear(&shown.page)));
            insta::assert_snapshot!(shown.name, faces.join("\n\n"));
        }
    });
}

/// The rows, then where the cursor is.
fn screen(page: &Page, size: Size, width: u16, height: u16) -> String {
    let mut driver = Driver::new(width, height, Options::new(size), Words::french());
    driver.show(page);
    let (x, y) = driver.cursor();
    let rows = driver.text();
    let last = rows.len() - 1;
    // Blank rows between the content and the last line say nothing.
    let content = rows[..last].iter().rposition(|row| !row.is_empty()).map_or(0, |at| at + 1);
    let left = last - content;
    let gap = if left > 1 { vec![format!("[{left} lignes vides]")] } else { vec![String::new(); left] };
    let rows = [&rows[..content], &gap, &rows[last..]].concat().join("\n");
    format!("{rows}\n[curseur : ligne {}, colonne {}]", y + 1, x + 1)
}

fn linear(page: &Page) -> String {
    let words = Words::french();
    let mut teller = Teller::new(Manner::Terminal, 10);
    let mut told = teller.say(page, &words);
    told.push_str(&teller.wait(page, &words));
    told.push_str(&teller.prompt(page, &words).map(|prompt| prompt.text).unwrap_or_default());
    told
}
