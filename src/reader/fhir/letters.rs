//! The letters that HTML names and XML does not.

use std::borrow::Cow;

const LETTERS: [(&str, char); 59] = [
    ("nbsp", '\u{a0}'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("ccedil", 'ç'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("Eacute", 'É'),
    ("Egrave", 'È'),
    ("Ecirc", 'Ê'),
    ("Agrave", 'À'),
    ("Acirc", 'Â'),
    ("Ccedil", 'Ç'),
    ("Icirc", 'Î'),
    ("Ocirc", 'Ô'),
    ("aelig", 'æ'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("micro", 'µ'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("plusmn", '±'),
    ("times", '×'),
    ("divide", '÷'),
    ("le", '≤'),
    ("ge", '≥'),
    ("euro", '€'),
    ("frac12", '½'),
    ("ordm", 'º'),
    ("ordf", 'ª'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("rarr", '→'),
    ("larr", '←'),
    ("beta", 'β'),
    ("alpha", 'α'),
    ("mu", 'μ'),
];

/// Letters by their HTML names become letters: French software writes `&eacute;`.
pub fn named(div: &str) -> Cow<'_, str> {
    if !div.contains('&') {
        return Cow::Borrowed(div);
    }
    let mut out = String::with_capacity(div.len());
    let mut rest = div;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name = after.bytes().take(9).position(|b| b == b';').and_then(|end| after.get(..end));
        let letter = name.and_then(|name| LETTERS.iter().find(|(known, _)| *known == name)).map(|(_, letter)| *letter);
        match (name, letter) {
            (Some(name), Some(letter)) => {
                out.push(letter);
                rest = after.get(name.len() + 1..).unwrap_or_default();
            }
            (Some(_) | None, _) => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}
