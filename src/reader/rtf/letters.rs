//! Bytes of RTF into letters: code pages, fonts of signs, and the halves of letters given by number.

use encoding_rs::Encoding;

/// The encoding of `\ansicpg`.
pub fn of_code_page(number: i32) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        65001 => "utf-8".to_owned(),
        874 | 1250..=1258 => format!("windows-{number}"),
        _ => String::new(),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

/// The encoding of `\fcharset`; `None` for the document's own, and for fonts of signs.
pub fn of_character_set(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    Some(of_code_page(page))
}

/// `\fcharset2`: fonts whose letters are signs.
pub const SIGNS: i32 = 2;

/// The usual signs of such fonts; the others have no name that can be read.
pub fn sign(code: u8) -> char {
    match code {
        b' ' => ' ',
        0xb7 | 0xa7 | b'l' | b'n' | 0x9f => '•',
        0xb0 => '°',
        0xb1 => '±',
        0xb3 => '≥',
        0xa3 => '≤',
        b'm' => 'µ',
        b'a' => 'α',
        b'b' => 'β',
        b'g' => 'γ',
        0xae | 0xe0 | 0xf0 => '→',
        0xfc | 0xfe => '✓',
        0xa8 | b'o' | b'q' => '□',
        _ => '\u{fffd}',
    }
}

/// The letter of a control word, when it stands for one.
pub fn of_word(word: &str) -> Option<char> {
    Some(match word {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" | "enspace" | "qmspace" | "tab" | "nestcell" => ' ',
        _ => return None,
    })
}
