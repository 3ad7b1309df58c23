//! A picture made ready to be sent: upright, and without what says where, when and with what it was taken.

use crate::worker;
use dmp::domain::{Damage, Framing, Part, Problem, Raster};
use dmp::reader::worker::{Done, Job, Worker};
use dmp::reader::{Bare, paint, ready};
use proptest::prelude::*;
use std::path::Path;
use std::process::Command;

const LIMIT: usize = 5_000_000;

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new("tests/reader/fixtures/pictures").join(name)).unwrap()
}

/// In this very process, as the worker does.
struct Here;

impl Worker for Here {
    fn work(&self, job: &Job<'_>, bytes: &[u8]) -> Result<Done, Damage> {
        dmp::reader::worker::perform(job, bytes)
    }
}

fn made(bytes: &[u8], at_most: usize) -> Bare {
    ready(bytes, at_most, &Here).unwrap().unwrap()
}

fn seen(bytes: &[u8], within: (u32, u32)) -> Raster {
    paint(bytes, "", 0, Framing { part: Part::ALL, within }, &Here).unwrap().raster
}

fn pixels(raster: &Raster) -> Vec<[u8; 3]> {
    let rows = 0..raster.height();
    rows.flat_map(|y| (0..raster.width()).map(move |x| (x, y))).map(|(x, y)| raster.pixel(x, y)).collect()
}

fn says(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}

/// What another program finds in the picture, when it is there.
fn told(bytes: &[u8], ending: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("picture.{ending}"));
    dmp::vault::file::write(&path, bytes, dmp::vault::file::Replace::No).unwrap();
    let output = Command::new("identify").arg("-verbose").arg(&path).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

#[test]
fn nothing_that_a_telephone_says_of_a_picture_is_left() {
    for name in ["lieu.jpg", "lieu-droit.jpg", "lieu.png", "lieu-droit.png", "lieu.tif"] {
        let before = fixture(name);
        assert!(says(&before, "CANARI"), "{name}");
        let bare = ready(&before, LIMIT, &worker()).unwrap().unwrap();
        assert!(bare.taken_out, "{name}");
        for word in ["CANARI", "xmpmeta", "Exif", "eXIf", "tEXt", "2026:11:20"] {
            assert!(!says(&bare.bytes, word), "{word} is still in {name}");
        }
        let told = told(&bare.bytes, name.rsplit_once('.').unwrap().1);
        assert!(!told.contains("exif:") && !told.contains("CANARI") && !told.contains("GPS"), "{told}");
        assert!(!told.to_lowercase().contains("corrupt"), "{told}");
        // Once more: nothing is left to be taken out, and nothing changes.
        assert_eq!(made(&bare.bytes, LIMIT), Bare { turned: false, taken_out: false, bytes: bare.bytes });
    }
    // What a scan is called is neither where nor when.
    assert!(says(&made(&fixture("lieu.tif"), LIMIT).bytes, "Ordonnance du 3 mars"));
}

#[test]
fn a_picture_that_stands_upright_keeps_its_very_pixels() {
    for name in ["lieu-droit.jpg", "lieu-droit.png", "lieu.tif", "tenu-1.jpg", "scene.png", "pages.tif", "fax.tif", "jpeg.tif"] {
        let before = fixture(name);
        let bare = made(&before, LIMIT);
        assert!(!bare.turned, "{name}");
        assert_eq!(pixels(&seen(&bare.bytes, (96, 64))), pixels(&seen(&before, (96, 64))), "{name}");
        assert!(bare.bytes.len() <= before.len(), "{name}");
    }
    // Nothing to take out: the file as it was.
    for name in ["scene.png", "gris.png", "transparent.png", "fax.tif", "pages.tif", "jpeg.tif"] {
        assert_eq!(made(&fixture(name), LIMIT).bytes, fixture(name), "{name}");
    }
}

#[test]
fn a_picture_that_lies_on_its_side_is_turned_for_good() {
    for (name, finely) in [("tenu-3.jpg", 12), ("tenu-6.jpg", 12), ("tenu-8.jpg", 12), ("lieu.jpg", 12), ("lieu.png", 0)] {
        let before = fixture(name);
        let bare = made(&before, LIMIT);
        assert!(bare.turned && !says(&bare.bytes, "Exif"), "{name}");
        let (upright, was) = (seen(&bare.bytes, (96, 64)), seen(&before, (96, 64)));
        assert_eq!((upright.width(), upright.height()), (96, 64), "{name}");
        let near = |(one, other): (&[u8; 3], &[u8; 3])| one.iter().zip(other).all(|(a, b)| a.abs_diff(*b) <= finely);
        let far = pixels(&upright).iter().zip(&pixels(&was)).filter(|pair| !near(*pair)).count();
        assert!(far <= 96 * 64 / 50, "{far} pixels of {name} are not what they were");
        assert!(!made(&bare.bytes, LIMIT).turned, "{name}: it stands already");
    }
    // A scan says itself how it is held, which whoever reads a TIFF knows.
    assert!(!made(&fixture("couche.tif"), LIMIT).turned);
}

#[test]
fn a_picture_that_would_be_too_large_once_turned_says_how_it_is_held_and_nothing_else() {
    for name in ["lieu.jpg", "lieu.png"] {
        let before = fixture(name);
        let bare = made(&before, 10);
        assert!(!bare.turned && bare.taken_out && !says(&bare.bytes, "CANARI"), "{name}");
        assert!(bare.bytes.len() < before.len(), "{name}");
        assert_eq!(pixels(&seen(&bare.bytes, (96, 64))), pixels(&seen(&before, (96, 64))), "{name}");
    }
    // Another program finds how to hold it. It does not look for that in a PNG.
    let told = told(&made(&fixture("lieu.jpg"), 10).bytes, "jpg");
    assert!(told.is_empty() || told.contains("Orientation: RightTop"), "{told}");
}

#[test]
fn what_follows_the_end_of_a_picture_is_not_sent_with_it() {
    for name in ["tenu-1.jpg", "scene.png"] {
        let alone = made(&fixture(name), LIMIT).bytes;
        // A film, or another picture with all that it says.
        let bare = made(&[&fixture(name)[..], &fixture("lieu.jpg")].concat(), LIMIT);
        assert!(bare.taken_out && bare.bytes == alone, "{name}");
    }
}

#[test]
fn the_colours_of_a_picture_keep_their_meaning() {
    // A profile, then how inks are counted, then the name of the application's own: the first two stay.
    let picture = fixture("tenu-1.jpg");
    let segment = |marker: u8, said: &[u8]| {
        let length = u16::try_from(said.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], said].concat()
    };
    let profile = [b"ICC_PROFILE\0\x01\x01".as_slice(), &[7; 200]].concat();
    let more = [segment(0xe2, &profile), segment(0xe2, b"MPF\0CANARI"), segment(0xed, b"Photoshop 3.0\0CANARI")].concat();
    let with = [&picture[..2], &more, &picture[2..]].concat();
    let bare = made(&with, LIMIT);
    assert!(says(&bare.bytes, "ICC_PROFILE") && !says(&bare.bytes, "CANARI"));
}

#[test]
fn what_is_no_picture_or_half_of_one_is_refused_and_a_document_is_left_as_it_is() {
    for name in ["lieu.jpg", "lieu.png", "lieu.tif"] {
        let whole = fixture(name);
        for cut in [4, 9, 40, whole.len() / 2] {
            let refused = ready(&whole[..cut], LIMIT, &worker());
            let fine =
                refused.as_ref().is_ok_and(|bare| bare.as_ref().is_none_or(|bare| name == "lieu.tif" && !bare.bytes.is_empty()));
            assert!(fine || matches!(refused, Err(Problem::Damaged(_))), "{name} cut at {cut}: {refused:?}");
        }
    }
    assert_eq!(ready(b"%PDF-1.7 and so on", LIMIT, &worker()), Ok(None));
    assert_eq!(ready(b"du texte", LIMIT, &worker()), Ok(None));
}

/// A worker that was taken over may answer anything.
struct Liar(Vec<u8>);

impl Worker for Liar {
    fn work(&self, _job: &Job<'_>, _bytes: &[u8]) -> Result<Done, Damage> {
        Ok(Done::Bare(Bare { turned: true, taken_out: true, bytes: self.0.clone() }))
    }
}

#[test]
fn f29_an_answer_of_another_kind_is_not_sent() {
    for answer in [&b""[..], b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"<html>"] {
        assert_eq!(ready(&fixture("tenu-1.jpg"), LIMIT, &Liar(answer.to_vec())), Err(Problem::Damaged(Damage::Unsafe)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    /// Whatever the bytes: an answer or a refusal, in bounded time, and never longer for having less to say.
    #[test]
    fn f29_damaged_pictures_are_harmless(
        name in prop::sample::select(vec!["lieu.jpg", "lieu-droit.jpg", "lieu.png", "lieu.tif", "pages.tif"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in changes {
            *at.get_mut(&mut bytes) = byte;
        }
        if let Ok(Some(bare)) = ready(&bytes, LIMIT, &Here) {
            prop_assert!(bare.turned || bare.bytes.len() <= bytes.len());
        }
    }
}
