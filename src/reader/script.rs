//! Raised and lowered text that stays apart from what is around: 10³ must never become 103.

/// `³` where every character has a raised form in common fonts, else `^(er)`.
pub fn raised(text: &str) -> String {
    shifted(text, '^', |c| match c {
        '0' => Some('⁰'),
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        '4'..='9' => char::from_u32(0x2070 + c.to_digit(10)?),
        '+' => Some('⁺'),
        '-' | '−' => Some('⁻'),
        _ => None,
    })
}

/// `₂`, else `_(max)`.
pub fn lowered(text: &str) -> String {
    shifted(text, '_', |c| match c {
        '0'..='9' => char::from_u32(0x2080 + c.to_digit(10)?),
        '+' => Some('₊'),
        '-' | '−' => Some('₋'),
        _ => None,
    })
}

fn shifted(text: &str, sign: char, shift: impl Fn(char) -> Option<char>) -> String {
    let words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return String::new();
    }
    // The blanks around belong to the sentence, not to the shifted text.
    let (before, after) = (
        if text.starts_with(|c: char| c.is_ascii_whitespace()) { " " } else { "" },
        if text.ends_with(|c: char| c.is_ascii_whitespace()) { " " } else { "" },
    );
    match words.chars().map(shift).collect::<Option<String>>() {
        Some(shifted) => format!("{before}{shifted}{after}"),
        None => format!("{before}{sign}({words}){after}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_never_joins_its_number() {
        assert_eq!(raised("3"), "³");
        assert_eq!(raised("-12"), "⁻¹²");
        assert_eq!(raised("er"), "^(er)");
        assert_eq!(lowered("2"), "₂");
        assert_eq!(lowered(" max "), " _(max) ");
        assert_eq!(raised(" "), "");
    }
}
