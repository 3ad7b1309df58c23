//! The one way in which tests damage a file: as disks, networks and hands do it, by a seed that can be played again.

/// A small generator (splitmix64), so that a failure can be played again.
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to `limit`, which is left out.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// What the readers of any format give a meaning to, and so what hurts them most where it does not belong.
const PARTS: [&[u8]; 32] = [
    // XML.
    b"colspan='77'",
    b"rowspan='9'",
    b"<tr>",
    b"</td>",
    b"<list>",
    b"<table>",
    b"&#7;",
    b"nullFlavor='NI'",
    b"B64",
    // JSON.
    b"{",
    b"}",
    b"[",
    b"\"",
    b"null",
    // RTF.
    b"\\bin9 ",
    b"\\u-1 ",
    b"\\row ",
    b"\\cell ",
    b"\\'1b",
    // PDF.
    b"1 0 R",
    b"[[[[[[[[",
    b"<< /Kids [2 0 R] >>",
    b"endobj",
    b"stream\n",
    b"/FlateDecode",
    b"(",
    // ZIP and pictures.
    b"PK\x01\x02",
    b"\xff\xff",
    // Text and numbers.
    "\u{202e}".as_bytes(),
    "é".as_bytes(),
    b"-1",
    b"9999999999",
];

/// Damages these bytes at one to five places.
pub fn harm(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(4) {
        if !bytes.is_empty() {
            once(bytes, chance);
        }
    }
}

fn once(bytes: &mut Vec<u8>, chance: &mut Chance) {
    let at = chance.below(bytes.len());
    match chance.below(14) {
        0..=2 => bytes[at] ^= 1 << chance.below(8),
        3 | 4 => drop(bytes.drain(at..(at + chance.below(100)).min(bytes.len()))),
        5..=7 => drop(bytes.splice(at..at, PARTS[chance.below(PARTS.len())].iter().copied())),
        8..=10 => {
            // A digit or a letter of a word becomes another one: structure stays, meaning changes.
            if let Some(letter) = bytes[at..].iter().position(u8::is_ascii_alphanumeric) {
                bytes[at + letter] = b"0123456789abcxyzTHD"[chance.below(19)];
            }
        }
        11 | 12 => {
            let end = (at + chance.below(300)).min(bytes.len());
            let part = bytes[at..end].to_vec();
            let to = chance.below(bytes.len());
            bytes.splice(to..to, part);
        }
        // Cut, but not down to nothing: that is another test's.
        _ => bytes.truncate(at.max(20)),
    }
}
