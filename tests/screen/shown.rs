//! What is drawn, at every size.

use crate::pages::*;
use dmp::face::screen::KeyCode;
use insta::assert_snapshot;

#[test]
fn sign_in_at_every_size() {
    for (width, height) in [(120, 40), (80, 24), (60, 18), (40, 12), (30, 8), (20, 6)] {
        let mut driver = screen(width, height);
        driver.show(&sign_in());
        assert_snapshot!(format!("sign_in_{width}x{height}"), frame(&driver));
    }
}

#[test]
fn home_in_normal_and_large() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = screen(width, height);
        driver.show(&home());
        assert_snapshot!(format!("home_{width}x{height}"), frame(&driver));
        let mut driver = large(width, height);
        driver.show(&home());
        driver.press(&home(), KeyCode::Down);
        assert_snapshot!(format!("home_large_{width}x{height}"), frame(&driver));
    }
}

#[test]
fn every_kind_of_block() {
    for (width, height) in [(120, 40), (80, 60), (40, 90)] {
        let mut driver = screen(width, height);
        driver.show(&everything());
        assert_snapshot!(format!("everything_{width}x{height}"), frame(&driver));
    }
    let mut driver = large(40, 110);
    driver.show(&everything());
    assert_snapshot!("everything_large_40x110", frame(&driver));
}

#[test]
fn a_long_list_and_its_end() {
    for (width, height) in [(80, 24), (40, 12)] {
        let mut driver = screen(width, height);
        let page = documents(100_000);
        driver.show(&page);
        assert_snapshot!(format!("documents_{width}x{height}"), frame(&driver));
        driver.press(&page, KeyCode::End);
        assert_snapshot!(format!("documents_end_{width}x{height}"), frame(&driver));
    }
}

#[test]
fn a_long_list_in_large_characters() {
    let mut driver = large(40, 16);
    let page = documents(82);
    driver.show(&page);
    press(&mut driver, &page, &[KeyCode::Down; 6]);
    assert_snapshot!(frame(&driver));
}

#[test]
fn a_reading_at_three_sizes() {
    for (width, height) in [(120, 40), (80, 24), (40, 12)] {
        let mut driver = screen(width, height);
        driver.show(&reading());
        press(&mut driver, &reading(), &[KeyCode::Down, KeyCode::Char('+')]);
        assert_snapshot!(format!("reading_{width}x{height}"), frame(&driver));
    }
}

#[test]
fn beside_on_a_wide_terminal_only() {
    let mut page = documents(30);
    page.beside =
        vec![dmp::page::Block::Facts(vec![("Titre".into(), "Lettre de liaison".into()), ("Taille".into(), "38 Ko".into())])];
    let mut driver = screen(120, 20);
    driver.show(&page);
    assert_snapshot!("beside_120x20", frame(&driver));
    driver.press(&page, KeyCode::Tab);
    assert_snapshot!("beside_120x20_entered", frame(&driver));
    driver.resize(100, 20);
    driver.show(&page);
    assert_snapshot!("beside_100x20", frame(&driver));
}

#[test]
fn too_small_a_terminal_says_so() {
    let mut driver = screen(19, 5);
    driver.show(&sign_in());
    assert_snapshot!(frame(&driver));
}
