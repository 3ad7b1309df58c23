//! A path as a file manager writes it when it is dragged into a terminal. It reads no disk.

use std::path::{Path, PathBuf};

/// What a path may mean, most literal first: as it is, without its quotes, without its backslashes, as a `file://` address.
pub fn meanings(path: &Path) -> Vec<PathBuf> {
    let mut meanings = vec![path.to_path_buf()];
    let Some(raw) = path.to_str() else { return meanings };
    let raw = raw.trim();
    let mut add = |meaning: PathBuf| {
        if !meaning.as_os_str().is_empty() && !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    };
    add(PathBuf::from(raw));
    let plain = unquoted(raw);
    for written in [raw, plain.as_str()] {
        if written.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file://"))
            && let Some(local) = url::Url::parse(written).ok().and_then(|url| url.to_file_path().ok())
        {
            add(local);
        }
    }
    add(PathBuf::from(plain));
    meanings
}

/// As a shell reads it: quotes go, and a backslash keeps the letter after it.
fn unquoted(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut quote = None;
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', None | Some('"')) => out.extend(chars.next()),
            ('\'' | '"', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dragged_path_is_understood_in_every_way_it_is_written() {
        let wanted = PathBuf::from("/tmp/Mes documents/l'ordonnance é.pdf");
        for written in [
            "/tmp/Mes documents/l'ordonnance é.pdf",
            "\"/tmp/Mes documents/l'ordonnance é.pdf\"",
            "'/tmp/Mes documents/l'\\''ordonnance é.pdf' ",
            "/tmp/Mes\\ documents/l\\'ordonnance\\ é.pdf\n",
            "file:///tmp/Mes%20documents/l'ordonnance%20%C3%A9.pdf",
            "'file:///tmp/Mes%20documents/l%27ordonnance%20%C3%A9.pdf'",
            "file://localhost/tmp/Mes%20documents/l%27ordonnance%20é.pdf",
        ] {
            assert!(meanings(Path::new(written)).contains(&wanted), "{written}: {:?}", meanings(Path::new(written)));
        }
        // A name that really has quotes is tried first.
        assert_eq!(meanings(Path::new("'a'")).first(), Some(&PathBuf::from("'a'")));
        assert_eq!(meanings(Path::new("a.xml")), [PathBuf::from("a.xml")]);
        assert!(!meanings(Path::new("file://ailleurs.exemple/a.xml")).contains(&PathBuf::from("/a.xml")));
    }
}
