//! TIFF as scanners and fax gateways write it, made here byte by byte.

use crate::worker;
use dmp::domain::{Damage, Framing, Painted, Part, Problem, Raster};
use dmp::reader;
use dmp::words::Words;

const SHORT: u16 = 3;
const LONG: u16 = 4;

/// One page of a TIFF: what it is, and its pixels in one strip.
struct Page {
    size: (u32, u32),
    bits: Vec<u16>,
    compression: u16,
    photometric: u16,
    colours: Vec<u16>,
    pixels: Vec<u8>,
}

fn page(bits: &[u16], photometric: u16, pixels: &[u8]) -> Page {
    Page { size: (4, 2), bits: bits.to_vec(), compression: 1, photometric, colours: Vec::new(), pixels: pixels.to_vec() }
}

/// A TIFF of these pages (TIFF 6.0, section 2).
fn tiff(big: bool, pages: &[Page]) -> Vec<u8> {
    let two = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let four = |n: u32| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let mut out = if big { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
    let mut link = out.len();
    out.extend(four(0));
    for page in pages {
        let strip = out.len() as u32;
        out.extend(&page.pixels);
        let mut entries: Vec<(u16, u16, Vec<u32>)> = vec![
            (256, LONG, vec![page.size.0]),
            (257, LONG, vec![page.size.1]),
            (258, SHORT, page.bits.iter().map(|n| u32::from(*n)).collect()),
            (259, SHORT, vec![page.compression.into()]),
            (262, SHORT, vec![page.photometric.into()]),
            (273, LONG, vec![strip]),
            (277, SHORT, vec![page.bits.len() as u32]),
            (278, LONG, vec![page.size.1]),
            (279, LONG, vec![page.pixels.len() as u32]),
        ];
        if !page.colours.is_empty() {
            entries.push((320, SHORT, page.colours.iter().map(|n| u32::from(*n)).collect()));
        }
        let mut directory = two(entries.len() as u16).to_vec();
        for (tag, kind, values) in &entries {
            let written: Vec<u8> =
                values.iter().flat_map(|n| if *kind == SHORT { two(*n as u16).to_vec() } else { four(*n).to_vec() }).collect();
            directory.extend(two(*tag).into_iter().chain(two(*kind)).chain(four(values.len() as u32)));
            if written.len() <= 4 {
                directory.extend(written.iter().copied().chain([0; 4]).take(4));
            } else {
                directory.extend(four(out.len() as u32));
                out.extend(&written);
            }
        }
        let start = out.len() as u32;
        out.splice(link..link + 4, four(start));
        out.extend(directory);
        link = out.len();
        out.extend(four(0));
    }
    out
}

fn paint(bytes: &[u8], page: usize) -> Result<Painted, Damage> {
    let framing = Framing { part: Part::ALL, within: (4, 2) };
    let painted = reader::paint(bytes, "image/tiff", page, framing, &worker());
    painted.map_err(|problem| if let Problem::Damaged(damage) = problem { damage } else { panic!("{problem:?}") })
}

fn row(raster: &Raster, y: u32) -> Vec<[u8; 3]> {
    (0..4).map(|x| raster.pixel(x, y)).collect()
}

/// Red, green, blue, white, each of two bytes.
fn map(many: usize) -> Vec<u16> {
    let mut colours = vec![0; many * 3];
    for (place, colour) in [[0xffff, 0, 0], [0, 0xffff, 0], [0, 0, 0xffff], [0xffff; 3]].into_iter().enumerate() {
        for (part, value) in colour.into_iter().enumerate() {
            colours[part * many + place] = value;
        }
    }
    colours
}

const FOUR: [[u8; 3]; 4] = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255; 3]];

#[test]
fn a_palette_gives_its_colours_whatever_its_bits_and_the_order_of_its_bytes() {
    let back: Vec<_> = FOUR.into_iter().rev().collect();
    for big in [false, true] {
        for (bits, pixels) in
            [(8, &[0, 1, 2, 3, 3, 2, 1, 0][..]), (4, &[0x01, 0x23, 0x32, 0x10]), (2, &[0b0001_1011, 0b1110_0100])]
        {
            let mut palette = page(&[bits], 3, pixels);
            palette.colours = map(1 << bits);
            let raster = paint(&tiff(big, &[page(&[8], 1, &[9; 8]), palette]), 1).unwrap().raster;
            assert_eq!((row(&raster, 0), row(&raster, 1)), (FOUR.to_vec(), back.clone()), "{bits} bits, {big}");
        }
    }
}

#[test]
fn four_inks_and_deep_greys_are_light() {
    let inks = [[0, 255, 255, 0], [255, 0, 255, 0], [255, 255, 0, 0], [0, 0, 0, 0]];
    let pixels: Vec<u8> = inks.iter().chain(&[[0, 0, 0, 255]; 4]).flatten().copied().collect();
    let raster = paint(&tiff(false, &[page(&[8; 4], 5, &pixels)]), 0).unwrap().raster;
    assert_eq!((row(&raster, 0), row(&raster, 1)), (FOUR.to_vec(), vec![[0; 3]; 4]));
    let deep: Vec<u8> = [0_u16, 0x8000, 0xffff, 0xff00].repeat(2).into_iter().flat_map(u16::to_be_bytes).collect();
    let raster = paint(&tiff(true, &[page(&[16], 1, &deep)]), 0).unwrap().raster;
    assert_eq!(row(&raster, 0).into_iter().map(|[grey, ..]| grey).collect::<Vec<_>>(), [0, 128, 255, 254]);
}

#[test]
fn what_is_not_decoded_is_refused_in_one_sentence() {
    let mut fax = page(&[1], 0, &[0; 8]);
    fax.compression = 3;
    let jpeg = Page { compression: 7, ..page(&[8; 4], 5, &[0xff, 0xd8, 0xff, 0xd9]) };
    for other in [fax, jpeg, page(&[8; 3], 8, &[0; 24])] {
        assert_eq!(paint(&tiff(false, &[other]), 0), Err(Damage::Unsupported));
    }
    let said = Words::french().problem(&Problem::Damaged(Damage::Unsupported));
    assert!(said.contains("avec un autre programme"), "{said}");
}

#[test]
fn f27_a_palette_is_bounded_like_any_picture() {
    let mut huge = page(&[8], 3, &[0; 8]);
    (huge.size, huge.colours) = ((50_000, 50_000), map(256));
    assert_eq!(paint(&tiff(false, &[huge]), 0), Err(Damage::TooBig));
    let none = page(&[8], 3, &[0; 8]);
    assert_eq!(paint(&tiff(false, &[none]), 0), Err(Damage::Malformed));
    // Places beyond the map are black, and nothing more.
    let mut short = page(&[8], 3, &[255; 8]);
    short.colours = map(4);
    assert_eq!(row(&paint(&tiff(false, &[short]), 0).unwrap().raster, 0), vec![[0; 3]; 4]);
    // A file cut or damaged anywhere never brings the worker down.
    let mut palette = page(&[8], 3, &[0, 1, 2, 3, 3, 2, 1, 0]);
    palette.colours = map(256);
    let whole = tiff(true, &[palette]);
    for end in (0..whole.len()).step_by(97) {
        let _ = paint(&whole[..end], 0);
    }
}
