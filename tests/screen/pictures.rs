//! Looking at a picture: closer, about, back to the whole; what is needed is asked for once, and nothing is a trap.

use crate::pages::{lit, under};
use dmp::domain::{Framing, Painted, Part, Raster, WHOLE};
use dmp::face::screen::{Colours, Driver, Graphics, KeyCode, Options, Size, Theme};
use dmp::page::{Action, Block, Heard, Key, Page, Picture};
use dmp::words::Words;
use ratatui::style::{Color, Modifier};
use std::sync::Arc;

const REDUCED: &str = "Image réduite : ne lisez pas de valeurs ici.";

/// What this page's choices carry.
#[derive(Debug, Clone, PartialEq)]
enum Does {
    Paint(Framing),
    Next,
    Back,
}

fn picture(pixels: Option<Arc<Painted>>) -> Page<Does> {
    let size = pixels.as_ref().map(|painted| painted.size);
    let picture = Picture { id: Key("p".into()), alt: "Radio du genou".into(), size, pixels, grey: false, want: Does::Paint };
    let mut page = Page::new("radio", "Radio".into());
    page.body.push(Block::Picture(picture));
    page.actions.push(Action::new("next", 'n', "Page suivante".into(), Does::Next));
    page.back = Some(Does::Back);
    page
}

/// The picture painted as it is needed: each pixel tells where it is.
fn paint(framing: Framing) -> Arc<Painted> {
    let size = (1_000, 1_000);
    let (_, _, wide, high) = framing.part.of(size);
    let (width, height) = framing.fitted((wide, high));
    let at = |n: u32, of: u32| u8::try_from(n * 255 / of.max(1)).unwrap();
    let pixels: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| [at(x, width), at(y, height), 40])).collect();
    Arc::new(Painted { framing, size, raster: Raster::new(width, height, pixels).unwrap() })
}

/// What the page needs, when it needs something.
fn needed(driver: &mut Driver, page: &Page<Does>) -> Option<Framing> {
    match driver.needs(page)? {
        Heard::Needs(Does::Paint(framing)) => Some(framing),
        other => panic!("{other:?}"),
    }
}

fn options() -> Options {
    Options::new(Size::Normal)
}

fn driver(options: Options) -> Driver {
    Driver::new(80, 24, options, Words::french())
}

/// Shown, needed, painted and shown again.
fn looking(options: Options) -> (Driver, Page<Does>, Framing) {
    let mut driver = driver(options);
    let empty = picture(None);
    driver.show(&empty);
    assert!(driver.text().iter().any(|row| row == "Radio du genou. L’image arrive."), "{:?}", driver.text());
    let framing = needed(&mut driver, &empty).unwrap();
    let page = picture(Some(paint(framing)));
    driver.show(&page);
    (driver, page, framing)
}

#[test]
fn a_picture_is_asked_for_once_then_painted_two_pixels_to_a_cell_and_marked_reduced() {
    let (mut driver, page, framing) = looking(options());
    assert_eq!(framing.part, Part::ALL);
    assert!(driver.needs(&page).is_none(), "it has what it needs");
    let rows = driver.text();
    assert!(rows.iter().any(|row| row == &format!("Radio du genou. {REDUCED}")), "{rows:?}");
    assert_eq!(under(&driver), format!("Radio du genou. {REDUCED}"));
    let halves: Vec<&String> = rows.iter().filter(|row| row.contains('▀')).collect();
    assert_eq!(u32::try_from(halves.len()).unwrap() * 2, framing.within.1);
    assert!(rows[23].contains("+ et - : zoom. Flèches : bouger. 0 : entier."), "{}", rows[23]);
    assert!(rows[22].contains("Page suivante (N)"), "{}", rows[22]);
    let top = rows.iter().position(|row| row.contains('▀')).unwrap();
    let cell = &driver.buffer()[(0, u16::try_from(top).unwrap())];
    assert!(matches!((cell.fg, cell.bg), (Color::Rgb(0, 0, 40), Color::Rgb(0, below, 40)) if below > 0), "{cell:?}");
}

#[test]
fn plus_comes_closer_arrows_move_to_the_edge_and_0_shows_the_whole_again() {
    let (mut driver, mut page, whole) = looking(options());
    let mut see = |driver: &mut Driver, key: KeyCode| -> Option<Part> {
        assert!(matches!(driver.press(&page, key), Some(Heard::Active)), "{key:?}");
        let framing = needed(driver, &page)?;
        // The old pixels stay until the new ones come.
        assert!(driver.text().iter().any(|row| row.contains('▀')));
        page = picture(Some(paint(framing)));
        driver.show(&page);
        Some(framing.part)
    };
    let mut part = Part::ALL;
    for _ in 0..4 {
        let closer = see(&mut driver, KeyCode::Char('+')).unwrap();
        assert!(closer.height < part.height);
        part = closer;
    }
    assert!(driver.text()[23].starts_with("400 %."), "{}", driver.text()[23]);
    let below = see(&mut driver, KeyCode::Down).unwrap();
    assert!(below.top > part.top && below.left == part.left);
    while see(&mut driver, KeyCode::Right).is_some() {}
    assert!(lit(&driver)[0].starts_with("Radio du genou"), "left and right stay on the picture");
    assert!(see(&mut driver, KeyCode::Char('-')).unwrap().width > part.width);
    assert_eq!(see(&mut driver, KeyCode::Char('0')), Some(whole.part));
    // Nothing is left to do for it: 0 goes back, as everywhere.
    assert!(matches!(driver.press(&page, KeyCode::Char('0')), Some(Heard::Did { does: Does::Back, .. })));
}

#[test]
fn down_at_the_edge_goes_on_to_what_comes_after_and_up_comes_back() {
    let (mut driver, page, _) = looking(options());
    driver.press(&page, KeyCode::Char('+'));
    for _ in 0..20 {
        driver.press(&page, KeyCode::Down);
    }
    // It does not stop there either: from the last choice one comes to the first again.
    let mut seen = Vec::new();
    for _ in 0..6 {
        driver.press(&page, KeyCode::Down);
        seen.push(under(&driver));
    }
    assert!(seen.iter().any(|row| row.contains("Page suivante")), "{seen:?}");
    for key in [KeyCode::Tab, KeyCode::Char('n')] {
        driver.press(&page, key);
    }
    assert!(matches!(driver.press(&page, KeyCode::Esc), Some(Heard::Did { does: Does::Back, .. })));
}

#[test]
fn another_size_needs_other_pixels_and_too_small_needs_none() {
    let (mut driver, page, framing) = looking(options());
    driver.resize(100, 30);
    driver.show(&page);
    let larger = needed(&mut driver, &page).unwrap();
    assert!(larger.within.0 > framing.within.0 && larger.within.1 > framing.within.1);
    driver.resize(10, 3);
    driver.show(&page);
    assert!(driver.needs(&page).is_none());
    for (width, height) in [(1, 1), (20, 6), (30, 8), (40, 12), (60, 18), (200, 60)] {
        driver.resize(width, height);
        driver.show(&page);
        for key in [KeyCode::Char('+'), KeyCode::Down, KeyCode::Left, KeyCode::Char('-'), KeyCode::Char('0')] {
            driver.press(&page, key);
        }
        driver.needs(&page);
    }
}

#[test]
fn a_terminal_that_draws_gets_blank_cells_and_pixels_of_its_own_size() {
    for graphics in [Graphics::Kitty, Graphics::Sixel, Graphics::Iterm2] {
        let (driver, _, framing) = looking(Options { graphics, cell: (10, 20), ..options() });
        assert_eq!(framing.within.0, 800);
        assert!(framing.within.1 % 20 == 0 && framing.within.1 >= 300, "{framing:?}");
        let rows = driver.text();
        assert!(!rows.concat().contains('▀') && !rows.concat().contains(REDUCED), "{rows:?}");
        assert_eq!(under(&driver), "Radio du genou");
    }
}

#[test]
fn where_no_picture_can_be_shown_its_description_is_said_and_nothing_is_asked() {
    let mut driver = driver(Options { graphics: Graphics::None, ..options() });
    let page = picture(None);
    driver.show(&page);
    assert!(driver.needs(&page).is_none());
    let rows = driver.text().join(" ");
    assert!(rows.contains("Radio du genou. Ce terminal ne montre pas d’images."), "{rows}");
    // Plus has nothing to do there, and 0 goes back.
    driver.press(&page, KeyCode::Char('+'));
    assert!(matches!(driver.press(&page, KeyCode::Char('0')), Some(Heard::Did { does: Does::Back, .. })));
}

#[test]
fn without_colours_none_is_set_and_the_palette_is_used_where_it_is_all_there_is() {
    let (driver, ..) = looking(Options { theme: Some(Theme::Monochrome), ..options() });
    assert!(driver.buffer().content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert!(driver.buffer().content.iter().any(|cell| cell.symbol() == "▀"));
    assert!(driver.buffer().content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
    let (driver, ..) = looking(Options { colours: Colours::Palette, ..options() });
    assert!(driver.buffer().content.iter().all(|cell| !matches!(cell.fg, Color::Rgb(..))));
    let (mut driver, page, _) = looking(options());
    let mut grey = page;
    if let Block::Picture(picture) = &mut grey.body[0] {
        picture.grey = true;
    }
    driver.show(&grey);
    let greys = driver.buffer().content.iter().filter(|cell| cell.symbol() == "▀").all(|cell| match cell.fg {
        Color::Rgb(red, green, blue) => red == green && green == blue,
        other => panic!("{other:?}"),
    });
    assert!(greys);
}

#[test]
fn in_large_characters_the_picture_still_has_room() {
    let mut driver = Driver::new(40, 12, Options::new(Size::Large), Words::french());
    let page = picture(None);
    driver.show(&page);
    let framing = needed(&mut driver, &page).unwrap();
    assert!(framing.within.0 == 40 && framing.within.1 >= 6, "{framing:?}");
    assert_eq!(framing.part.width, WHOLE);
    driver.show(&picture(Some(paint(framing))));
    let rows = driver.text();
    assert!(rows.iter().filter(|row| row.contains('▀')).count() >= 3, "{rows:?}");
    assert!(rows.join(" ").contains("ne lisez pas de valeurs"), "{rows:?}");
}
