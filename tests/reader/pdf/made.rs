//! PDF files written by hand: each holds what a test is about, and nothing else.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

/// Objects in order, numbered from 1; the first is the catalogue.
pub struct Made(Vec<Vec<u8>>);

impl Made {
    /// One page of 600 by 800 points with this content, in Helvetica (F1), bold (F2) and a font without known letters (F3).
    pub fn page(content: &str) -> Self {
        Self::pages(&[content])
    }

    pub fn pages(contents: &[&str]) -> Self {
        let kids: String = (0..contents.len()).map(|n| format!("{} 0 R ", 7 + 2 * n)).collect();
        let mut made = Self(vec![
            b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
            format!("<< /Type /Pages /Kids [{kids}] /Count {} /MediaBox [0 0 600 800] >>", contents.len()).into_bytes(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_vec(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [65 /g1 /g2] >> >>"
                .to_vec(),
            b"<< /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >>".to_vec(),
        ]);
        for (n, content) in contents.iter().enumerate() {
            made.add(format!("<< /Type /Page /Parent 2 0 R /Resources 6 0 R /Contents {} 0 R >>", 8 + 2 * n).as_bytes());
            made.stream("", &latin(content));
        }
        made
    }

    /// Adds an object; answers its number.
    pub fn add(&mut self, object: &[u8]) -> usize {
        self.0.push(object.to_vec());
        self.0.len()
    }

    pub fn stream(&mut self, entries: &str, bytes: &[u8]) -> usize {
        let mut object = format!("<< {entries} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        object.extend_from_slice(bytes);
        object.extend_from_slice(b"\nendstream");
        self.add(&object)
    }

    /// Puts another object in the place of one.
    pub fn with(mut self, number: usize, object: &str) -> Self {
        self.0[number - 1] = object.into();
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (n, object) in self.0.iter().enumerate() {
            places.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", n + 1).as_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let start = out.len();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
        for place in &places {
            let _ = writeln!(table, "{place:010} 00000 n ");
        }
        let _ = write!(table, "trailer << /Root 1 0 R /Size {} >>\nstartxref\n{start}\n%%EOF\n", places.len() + 1);
        out.extend_from_slice(table.as_bytes());
        out
    }
}

/// Text at a place, `y` from the bottom: `at(72, 700, "F1", 12, "Bonjour")`.
pub fn at(x: u32, y: u32, font: &str, size: u32, text: &str) -> String {
    format!("BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({}) Tj ET\n", text.replace('(', "\\(").replace(')', "\\)"))
}

/// One line under another, from the top of the page.
pub fn lines(x: u32, top: u32, step: u32, texts: &[&str]) -> String {
    (0..).zip(texts).map(|(n, text)| at(x, top - step * n, "F1", 10, text)).collect()
}

/// Latin-1, which is what WinAnsi is for our letters.
fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}
