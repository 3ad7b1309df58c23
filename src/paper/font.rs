//! The two faces of one font, and how wide text is in them. DejaVu Sans: French, Greek and the signs of medicine.

use flate2::read::GzDecoder;
use krilla::text::Font;
use std::io::Read;
use std::sync::Arc;

/// In place of a letter that the font lacks: PDF/UA allows no letter without a drawing.
pub const UNKNOWN: char = '\u{fffd}';

const PLAIN: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans.ttf.gz");
const BOLD: &[u8] = include_bytes!("../../assets/fonts/DejaVuSans-Bold.ttf.gz");

/// Bytes of a font once unpacked: ours, and so no more than this.
const LARGEST: u64 = 2 << 20;

pub struct Fonts {
    plain: Drawn,
    bold: Drawn,
}

struct Drawn {
    bytes: Arc<Vec<u8>>,
    font: Font,
}

impl Fonts {
    /// `None` if the program was built without its fonts.
    pub fn load() -> Option<Self> {
        Some(Self { plain: Drawn::unpack(PLAIN)?, bold: Drawn::unpack(BOLD)? })
    }

    pub fn font(&self, bold: bool) -> Font {
        self.drawn(bold).font.clone()
    }

    /// What measures text in one of the faces.
    pub fn ruler(&self, bold: bool) -> Option<Ruler<'_>> {
        ttf_parser::Face::parse(&self.drawn(bold).bytes, 0).ok().map(Ruler)
    }

    fn drawn(&self, bold: bool) -> &Drawn {
        if bold { &self.bold } else { &self.plain }
    }
}

impl Drawn {
    fn unpack(packed: &[u8]) -> Option<Self> {
        let mut bytes = Vec::new();
        GzDecoder::new(packed).take(LARGEST).read_to_end(&mut bytes).ok()?;
        let bytes = Arc::new(bytes);
        let font = Font::new(Arc::<Vec<u8>>::clone(&bytes).into(), 0)?;
        Some(Self { bytes, font })
    }
}

pub struct Ruler<'f>(ttf_parser::Face<'f>);

impl Ruler<'_> {
    /// Points that a letter takes at this size.
    pub fn width(&self, letter: char, size: f32) -> f32 {
        let units = self.0.glyph_index(letter).and_then(|glyph| self.0.glyph_hor_advance(glyph)).unwrap_or_default();
        f32::from(units) * size / f32::from(self.0.units_per_em())
    }

    pub fn draws(&self, letter: char) -> bool {
        self.0.glyph_index(letter).is_some()
    }
}
