//! A picture as the bytes that make a terminal draw it, and those that make it go. Every byte is ours: pixels travel as numbers.

use super::graphics::Graphics;
use crate::domain::Raster;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use icy_sixel::SixelImage;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use std::fmt::Write;

/// The only picture ever on the screen; the number sets it apart from those of other programs.
const PICTURE: u32 = 0x0d09;
/// Bytes of text in each piece that kitty is sent, by its own rule.
const PIECE: usize = 4_096;

/// Where a picture goes: so many columns and rows of cells of so many pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    pub columns: u16,
    pub rows: u16,
    pub cell: (u16, u16),
}

/// Draws it with its upper left corner where the cursor is. `None` where the terminal draws nothing.
pub(super) fn draw(graphics: Graphics, raster: &Raster, room: Room) -> Option<String> {
    match graphics {
        Graphics::None | Graphics::HalfBlocks => None,
        Graphics::Kitty => kitty(raster, room),
        Graphics::Sixel => sixel(raster),
        Graphics::Iterm2 => iterm2(raster, room),
    }
}

/// Takes away what was drawn, where writing over it does not.
pub(super) fn erase(graphics: Graphics) -> String {
    match graphics {
        // The image and its pixels (`d=I`), and no answer (`q=2`): it would come as keys.
        Graphics::Kitty => format!("\x1b_Ga=d,d=I,i={PICTURE},q=2\x1b\\"),
        Graphics::None | Graphics::HalfBlocks | Graphics::Sixel | Graphics::Iterm2 => String::new(),
    }
}

/// <https://sw.kovidgoyal.net/kitty/graphics-protocol/>: PNG, the cursor left where it is, no answer. Only one side is
/// given, so that the terminal keeps the proportions.
fn kitty(raster: &Raster, Room { columns, rows, cell }: Room) -> Option<String> {
    let (width, height) = (u64::from(columns) * u64::from(cell.0), u64::from(rows) * u64::from(cell.1));
    let side = if u64::from(raster.width()) * height >= u64::from(raster.height()) * width {
        format!("c={columns}")
    } else {
        format!("r={rows}")
    };
    let data = STANDARD.encode(png(raster)?);
    let pieces = data.as_bytes().chunks(PIECE);
    let last = pieces.len().checked_sub(1)?;
    let mut out = String::new();
    for (number, piece) in pieces.enumerate() {
        let more = u8::from(number < last);
        let head = if number == 0 { format!("a=T,f=100,i={PICTURE},q=2,C=1,{side},") } else { "q=2,".to_owned() };
        write!(out, "\x1b_G{head}m={more};{}\x1b\\", std::str::from_utf8(piece).ok()?).ok()?;
    }
    Some(out)
}

fn sixel(raster: &Raster) -> Option<String> {
    let opaque = raster.bytes().as_chunks::<3>().0.iter().flat_map(|[red, green, blue]| [*red, *green, *blue, u8::MAX]);
    let (width, height) = (usize::try_from(raster.width()).ok()?, usize::try_from(raster.height()).ok()?);
    SixelImage::try_from_rgba(opaque.collect(), width, height).ok()?.encode().ok()
}

/// <https://iterm2.com/documentation-images.html>
fn iterm2(raster: &Raster, Room { columns, rows, .. }: Room) -> Option<String> {
    let png = png(raster)?;
    let size = png.len();
    let how = format!("inline=1;size={size};width={columns};height={rows};preserveAspectRatio=1;doNotMoveCursor=1");
    Some(format!("\x1b]1337;File={how}:{}\x07", STANDARD.encode(png)))
}

fn png(raster: &Raster) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Adaptive);
    encoder.write_image(raster.bytes(), raster.width(), raster.height(), ExtendedColorType::Rgb8).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { columns: 40, rows: 10, cell: (8, 16) };

    fn raster() -> Raster {
        let pixels: Vec<u8> = (0..90 * 60 * 3_u32).map(|n| u8::try_from(n * 7 % 251).unwrap()).collect();
        Raster::new(90, 60, pixels).unwrap()
    }

    #[test]
    fn kitty_gets_a_png_in_pieces_and_answers_nothing() {
        let drawn = draw(Graphics::Kitty, &raster(), ROOM).unwrap();
        let pieces: Vec<&str> = drawn.split("\x1b\\").collect();
        let (last, pieces) = pieces.split_last().unwrap();
        assert!(last.is_empty() && pieces.len() > 1);
        let mut data = String::new();
        for (number, piece) in pieces.iter().enumerate() {
            let (keys, text) = piece.strip_prefix("\x1b_G").unwrap().split_once(';').unwrap();
            assert!(keys.contains("q=2") && text.len() <= PIECE, "{keys}");
            assert_eq!(keys.ends_with("m=1"), number + 1 < pieces.len(), "{keys}");
            data.push_str(text);
        }
        assert!(pieces[0].starts_with(&format!("\x1b_Ga=T,f=100,i={PICTURE},q=2,C=1,r=10,m=1;")));
        let png = image::load_from_memory(&STANDARD.decode(data).unwrap()).unwrap().into_rgb8();
        assert_eq!(png.as_raw(), raster().bytes());
        assert!(draw(Graphics::Kitty, &raster(), Room { columns: 4, rows: 40, ..ROOM }).unwrap().contains(",c=4,"));
        assert_eq!(erase(Graphics::Kitty), format!("\x1b_Ga=d,d=I,i={PICTURE},q=2\x1b\\"));
    }

    #[test]
    fn sixels_are_one_whole_sequence_of_the_same_size() {
        let drawn = draw(Graphics::Sixel, &raster(), ROOM).unwrap();
        assert!(drawn.starts_with("\x1bP") && drawn.ends_with("\x1b\\"));
        assert_eq!(drawn.matches('\x1b').count(), 2);
        assert!(drawn.contains("\"1;1;90;60"));
        let again = SixelImage::decode(drawn.as_bytes()).unwrap();
        assert_eq!(again.dimensions(), (90, 60));
    }

    #[test]
    fn iterm2_gets_one_sequence_with_its_size_in_cells() {
        let drawn = draw(Graphics::Iterm2, &raster(), ROOM).unwrap();
        let inside = drawn.strip_prefix("\x1b]1337;File=inline=1;").and_then(|rest| rest.strip_suffix('\x07')).unwrap();
        assert!(!inside.contains(['\x1b', '\x07']));
        let (how, data) = inside.split_once(':').unwrap();
        let png = STANDARD.decode(data).unwrap();
        assert_eq!(how, format!("size={};width=40;height=10;preserveAspectRatio=1;doNotMoveCursor=1", png.len()));
        assert_eq!(image::load_from_memory(&png).unwrap().into_rgb8().as_raw(), raster().bytes());
    }

    #[test]
    fn nothing_is_drawn_where_nothing_can_be() {
        for graphics in [Graphics::None, Graphics::HalfBlocks] {
            assert_eq!(draw(graphics, &raster(), ROOM), None);
            assert_eq!(erase(graphics), "");
        }
    }
}
