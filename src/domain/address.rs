//! An address that a document gives: what it is, known before anything is done with it. Nothing here follows it.

use super::Clean;
use unicode_security::MixedScript;
use url::Url;

/// What an address leads to, out of the record in every case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    Site(Site),
    Mail,
    Telephone,
}

/// Whose site it is, which is what a deceiving address hides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// As a person reads it.
    pub name: Clean,
    /// As machines write it, where that is another: its letters may be drawn like those of another name.
    pub exact: Option<Clean>,
    /// Letters of several scripts in one name (UTS #39).
    pub mixed: bool,
    /// What is exchanged with it cannot be read on the way.
    pub sealed: bool,
}

impl Leads {
    /// `None` for what is never followed: any other kind (`javascript:`, `file:`, a file that was not sent), and an address
    /// that is not the one it shows: with characters that are not seen, or a name before an `@`, which is read as the site's.
    pub fn of(address: &str) -> Option<Self> {
        let deceives = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\' | '`');
        let lower = address.to_ascii_lowercase();
        if address.contains(deceives) || Clean::line(address).as_str() != address || lower.contains("javascript:") {
            return None;
        }
        if lower.starts_with("mailto:") {
            return Some(Self::Mail);
        }
        if lower.starts_with("tel:") {
            return Some(Self::Telephone);
        }
        let sealed = lower.starts_with("https://");
        let url = Url::parse(address).ok().filter(|_| sealed || lower.starts_with("http://"))?;
        if !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        let exact = url.host_str()?;
        let name = url.domain().map_or_else(|| exact.to_owned(), url::quirks::domain_to_unicode);
        let mixed = !name.as_str().is_single_script();
        let coded = name != exact || exact.split('.').any(|part| part.starts_with("xn--"));
        Some(Self::Site(Site { name: Clean::line(&name), exact: coded.then(|| Clean::line(exact)), mixed, sealed }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(address: &str) -> Site {
        match Leads::of(address) {
            Some(Leads::Site(site)) => site,
            other => panic!("{address}: {other:?}"),
        }
    }

    #[test]
    fn an_ordinary_address_says_its_site() {
        let ordinary = site("https://www.sante.fr:8443/vaccins?a=1#b");
        assert_eq!(ordinary, Site { name: "www.sante.fr".into(), exact: None, mixed: false, sealed: true });
        assert!(!site("http://sante.fr/").sealed);
        assert_eq!(site("HTTPS://SANTE.FR/").name.as_str(), "sante.fr");
        assert_eq!(Leads::of("mailto:secretariat@hopital.example"), Some(Leads::Mail));
        assert_eq!(Leads::of("tel:+33100000000"), Some(Leads::Telephone));
    }

    #[test]
    fn a_name_that_could_be_taken_for_another_is_told_as_machines_write_it() {
        let accents = site("https://santé.fr/");
        assert_eq!((accents.name.as_str(), accents.mixed), ("santé.fr", false));
        assert_eq!(accents.exact.as_deref(), Some("xn--sant-epa.fr"));
        // The first letter is Cyrillic.
        for spelt in ["https://\u{430}meli.fr/", "https://xn--meli-43d.fr/"] {
            let mixed = site(spelt);
            assert_eq!((mixed.name.as_str(), mixed.mixed), ("\u{430}meli.fr", true), "{spelt}");
            assert_eq!(mixed.exact.as_deref(), Some("xn--meli-43d.fr"));
        }
        assert_eq!(site("https://ameli.fr.compte.example/ameli.fr").name.as_str(), "ameli.fr.compte.example");
        // Numbers that are another number.
        assert_eq!(site("http://0x7f.1/").name.as_str(), "127.0.0.1");
    }

    #[test]
    fn s41_what_deceives_or_could_do_something_is_never_followed() {
        for hostile in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "https://a.fr/javascript:x",
            "file:///etc/passwd",
            "data:text/html,x",
            "vbscript:x",
            "smb://a.fr/x",
            "ftp://a.fr/x",
            "--help",
            "-a",
            "annexe.pdf",
            "//a.fr/x",
            "https:a.fr",
            "https:///",
            "https://",
            "http://a b.fr/",
            "http://a.fr/\u{a0}x",
            "http://a.fr/x\ny",
            "http://a.fr/\u{202e}fdp.exe",
            "http://a\u{200b}.fr/",
            "http://a.fr/\u{1b}]0;x",
            "https://ameli.fr@mauvais.example/",
            "https://ameli.fr:motdepasse@mauvais.example/",
            "https://ameli.fr\\@mauvais.example/",
            "https://a.fr/\"&calc",
            "https://a.fr/`x`",
            "mailto:a@b.fr\r\nBcc: c@d.fr",
            "",
        ] {
            assert_eq!(Leads::of(hostile), None, "{hostile}");
        }
    }
}
