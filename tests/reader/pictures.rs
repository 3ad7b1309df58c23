//! Pictures, decoded and painted in the worker process: upright, within their limits, or refused in one sentence.

use crate::worker;
use dmp::domain::{Damage, Framing, Painted, Part, Piece, Problem, Raster, Reading, Target, WHOLE};
use dmp::face::flow;
use dmp::reader;
use dmp::reader::worker::{Job, Worker, perform, receive, send, serve};
use dmp::words::Words;
use std::path::{Path, PathBuf};

const RED: [u8; 3] = [250, 0, 0];
const BLUE: [u8; 3] = [0, 0, 250];
const GREY: [u8; 3] = [128, 128, 128];

fn fixture(name: &str) -> Vec<u8> {
    bytes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader/fixtures/pictures").join(name))
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn record() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/record")
}

fn whole(width: u32, height: u32) -> Framing {
    Framing { part: Part::ALL, within: (width, height) }
}

fn paint(bytes: &[u8], page: usize, framing: Framing) -> Result<Painted, Damage> {
    let painted = reader::paint(bytes, "", page, framing, &worker());
    painted.map_err(|problem| if let Problem::Damaged(damage) = problem { damage } else { panic!("{problem:?}") })
}

fn read(bytes: &[u8], declared: &str) -> Result<Reading, Problem> {
    reader::read(bytes, declared, None, &worker())
}

fn text(reading: &Reading) -> String {
    flow::text(reading, 0, &Words::french())
}

#[track_caller]
fn near(raster: &Raster, x: u32, y: u32, colour: [u8; 3]) {
    let found = raster.pixel(x, y);
    let close = found.iter().zip(colour).all(|(one, other)| one.abs_diff(other) <= 12);
    assert!(close, "{found:?} at {x}, {y} is not {colour:?}");
}

/// Red above on the left, blue below on the right.
#[track_caller]
fn is_the_scene(raster: &Raster) {
    assert_eq!((raster.width(), raster.height()), (96, 64));
    near(raster, 10, 10, RED);
    near(raster, 85, 55, BLUE);
    near(raster, 85, 10, GREY);
    near(raster, 10, 55, GREY);
}

#[test]
fn a_picture_is_upright_however_the_camera_was_held() {
    for orientation in [1, 3, 6, 8] {
        let jpeg = fixture(&format!("tenu-{orientation}.jpg"));
        let painted = paint(&jpeg, 0, whole(96, 64)).unwrap();
        assert_eq!(painted.size, (96, 64), "{orientation}");
        is_the_scene(&painted.raster);
        let said = text(&read(&jpeg, "image/jpeg").unwrap());
        assert!(said.contains("image JPEG") && said.contains("96 pixels de large, 64 de haut"), "{said}");
    }
    is_the_scene(&paint(&fixture("couche.tif"), 0, whole(96, 64)).unwrap().raster);
}

#[test]
fn png_and_tiff_of_every_usual_kind_are_painted() {
    for name in ["scene.png", "pages.tif", "jpeg.tif"] {
        is_the_scene(&paint(&fixture(name), 0, whole(96, 64)).unwrap_or_else(|damage| panic!("{name}: {damage:?}")).raster);
    }
    let grey = paint(&fixture("gris.png"), 0, whole(96, 64)).unwrap().raster;
    near(&grey, 85, 10, GREY);
    near(&grey, 10, 10, [75; 3]);
    // White paper is what is under what is transparent.
    near(&paint(&fixture("transparent.png"), 0, whole(96, 64)).unwrap().raster, 10, 10, [255; 3]);
    let fax = paint(&fixture("fax.tif"), 0, whole(96, 64)).unwrap().raster;
    near(&fax, 10, 10, [0; 3]);
    near(&fax, 85, 10, [255; 3]);
}

#[test]
fn a_part_is_painted_alone_and_as_large_as_asked() {
    let corner = Part { left: WHOLE / 3 * 2, top: WHOLE / 2, width: WHOLE / 3, height: WHOLE / 2 };
    for (within, size) in [((640, 640), (640, 640)), ((8, 80), (8, 8)), ((1, 1), (1, 1))] {
        let raster = paint(&fixture("scene.png"), 0, Framing { part: corner, within }).unwrap().raster;
        assert_eq!((raster.width(), raster.height()), size);
        near(&raster, size.0 / 2, size.1 / 2, BLUE);
    }
}

#[test]
fn the_pages_of_a_tiff_are_told_and_each_is_painted() {
    let tiff = fixture("pages.tif");
    let reading = read(&tiff, "image/tiff").unwrap();
    assert_eq!(reading.sheets, 3);
    let sizes: Vec<_> = reading
        .pieces
        .iter()
        .filter_map(|piece| if let Piece::Picture(picture) = piece { Some((picture.page, picture.size)) } else { None })
        .collect();
    assert_eq!(sizes, [(0, Some((96, 64))), (1, Some((96, 64))), (2, Some((64, 96)))]);
    assert!(
        text(&reading).contains("Page 3 sur 3, 64 pixels de large, 96 de haut, voir l’image de la page 3"),
        "{}",
        text(&reading)
    );
    assert_eq!(reading.links, [Target::Sheet(0), Target::Sheet(1), Target::Sheet(2)]);
    near(&paint(&tiff, 1, whole(96, 64)).unwrap().raster, 10, 10, [75; 3]);
    let third = paint(&tiff, 2, whole(640, 960)).unwrap();
    assert_eq!((third.size, third.raster.width(), third.raster.height()), ((64, 96), 640, 960));
    assert_eq!(paint(&tiff, 3, whole(96, 64)), Err(Damage::Malformed));
    let said = read(&fixture("fax.tif"), "image/tiff").unwrap();
    assert!(text(&said).contains("Ordonnance du 3 mars : voir l’image"), "{}", text(&said));
}

#[test]
fn every_picture_and_pdf_of_the_record_is_painted_within_what_is_asked() {
    let mut painted = 0;
    for entry in std::fs::read_dir(record()).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_owned();
        if !["jpg", "png", "tif", "pdf"].contains(&kind.as_str()) {
            continue;
        }
        let name = path.display();
        let bytes = bytes(&path);
        let reading = read(&bytes, "").unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        assert!(reading.sheets > 0, "{name}");
        for page in 0..reading.sheets {
            let raster = paint(&bytes, page, whole(160, 120)).unwrap_or_else(|damage| panic!("{name}: {damage:?}")).raster;
            assert!(raster.width() == 160 || raster.height() == 120, "{name}: {raster:?}");
            let (first, mut pixels) = (raster.pixel(0, 0), raster.bytes().chunks(3));
            assert!(pixels.any(|pixel| pixel != first), "{name}: nothing is on page {page}");
        }
        painted += 1;
    }
    assert!(painted >= 12, "{painted}");
}

#[test]
fn a_scan_leads_to_its_pages() {
    let mut scans = 0;
    for entry in std::fs::read_dir(record()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "pdf") {
            continue;
        }
        let reading = read(&bytes(&path), "application/pdf").unwrap();
        if text(&reading).contains("ne peut pas être lu ici") {
            assert!(text(&reading).contains("voir l’image"), "{}", path.display());
            assert!(reading.links.contains(&Target::Sheet(0)));
            scans += 1;
        }
    }
    assert!(scans > 0);
}

#[test]
fn a_part_of_a_page_is_sharper_than_the_page() {
    let pdf = bytes(&record().join("mammographie-2024-10.pdf"));
    let page = paint(&pdf, 0, whole(200, 300)).unwrap();
    let part = Part { left: 0, top: 0, width: WHOLE / 4, height: WHOLE / 4 };
    let closer = paint(&pdf, 0, Framing { part, within: (200, 300) }).unwrap();
    let dark = |raster: &Raster| raster.bytes().chunks(3).filter(|pixel| pixel.iter().all(|byte| *byte < 60)).count();
    assert_eq!(page.size, closer.size);
    assert!(dark(&closer.raster) > 0 && closer.raster != page.raster);
    // The whole page would be too large so close: refused, not tried.
    let letter = Part { left: 0, top: 0, width: WHOLE / 100, height: WHOLE / 100 };
    assert_eq!(paint(&pdf, 0, Framing { part: letter, within: (2_000, 2_000) }), Err(Damage::TooBig));
}

/// A PNG that says it is so large, without the pixels.
fn bomb(width: u32, height: u32, depth: u8) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let checked = [kind.as_slice(), data].concat();
        png.extend(&checked);
        png.extend(crc(&checked).to_be_bytes());
    };
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, 0, 0, 0, 0]].concat();
    chunk(b"IHDR", &header);
    chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]);
    chunk(b"IEND", &[]);
    png
}

/// CRC-32, as PNG wants it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn s58_f29_a_picture_larger_than_its_limits_is_refused_before_it_is_decoded() {
    for (width, height, depth) in
        [(50_000, 50_000, 1), (12_001, 10, 8), (10, 12_001, 8), (12_000, 12_000, 1), (10_100, 10_000, 8)]
    {
        let png = bomb(width, height, depth);
        assert_eq!(read(&png, "image/png"), Err(Problem::Damaged(Damage::TooBig)), "{width}x{height}");
        assert_eq!(paint(&png, 0, whole(80, 44)), Err(Damage::TooBig), "{width}x{height}");
    }
    // The same within the limits is only damaged.
    assert_eq!(paint(&bomb(9_000, 9_000, 8), 0, whole(80, 44)), Err(Damage::Malformed));
    // More is never asked of the worker than can be shown.
    for within in [(0, 1), (5_000, 1), (4_096, 4_096), (u32::MAX, u32::MAX)] {
        assert_eq!(paint(&fixture("scene.png"), 0, whole(within.0, within.1)), Err(Damage::TooBig));
    }
}

#[test]
fn a_damaged_or_truncated_picture_is_refused_or_shown_whole_never_half() {
    for (name, last) in [("tenu-6.jpg", 0), ("scene.png", 0), ("pages.tif", 2), ("fax.tif", 0), ("jpeg.tif", 0)] {
        let good = fixture(name);
        for length in [9, 60, good.len() / 2, good.len() * 3 / 4] {
            let cut = good.get(..length).unwrap();
            let refused = paint(cut, last, whole(96, 64)).err();
            assert!(refused.is_some_and(|damage| damage != Damage::Unsafe), "{name} cut at {length}: {refused:?}");
        }
        for at in (10..good.len()).step_by(good.len() / 40 + 1) {
            let mut changed = good.clone();
            changed[at] ^= 0x5a;
            for page in 0..2 {
                if let Err(damage) = paint(&changed, page, whole(40, 40)) {
                    assert_ne!(damage, Damage::Unsafe, "{name} changed at {at}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_picture_is_not_painted() {
    for (bytes, declared) in [(&b"bonjour"[..], "image/png"), (b"<ClinicalDocument/>", "text/xml"), (b"%PDF-1.7", ""), (b"", "")]
    {
        let painted = reader::paint(bytes, declared, 0, whole(10, 10), &worker());
        assert!(matches!(painted, Err(Problem::Damaged(Damage::OtherKind | Damage::Malformed))), "{declared}: {painted:?}");
    }
}

/// A worker that answers what it likes.
struct Liar<'a>(&'a (dyn Fn(&mut Vec<u8>) + Sync));

impl Worker for Liar<'_> {
    fn work(&self, job: &Job<'_>, bytes: &[u8]) -> Result<reader::worker::Done, Damage> {
        let (mut order, mut answer) = (Vec::new(), Vec::new());
        send(&mut order, job, bytes).unwrap();
        serve(&mut order.as_slice(), &mut answer).unwrap();
        (self.0)(&mut answer);
        receive(&mut answer.as_slice())
    }
}

#[test]
fn what_the_worker_says_is_checked_again() {
    let png = fixture("scene.png");
    let honest = reader::paint(&png, "", 0, whole(96, 64), &Liar(&|_| {})).unwrap();
    is_the_scene(&honest.raster);
    let swap = |from: &'static str, to: &'static str| {
        move |answer: &mut Vec<u8>| {
            let at = answer.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
            answer.splice(at..at + from.len(), to.bytes());
        }
    };
    // Another size than the pixels have, than was asked, none at all; pixels that are missing.
    let cut = |answer: &mut Vec<u8>| answer.truncate(answer.len() - 1);
    for lie in [&swap("\"width\":96", "\"width\":97") as &(dyn Fn(&mut Vec<u8>) + Sync), &swap("[96,64]", "[00,00]"), &cut] {
        let painted = reader::paint(&png, "", 0, whole(96, 64), &Liar(lie));
        assert_eq!(painted, Err(Problem::Damaged(Damage::Unsafe)));
    }
    let done = perform(&Job::PdfText { password: None, pages: 1 }, &png);
    assert!(done.is_err());
}
