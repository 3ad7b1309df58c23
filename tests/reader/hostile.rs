//! Documents made to harm: each ends in a reading or in a problem, in bounded time and memory, never in a panic.

use crate::damaged::{Chance, harm};
use crate::worker;
use dmp::domain::{Damage, Piece, Problem, Reading};
use dmp::face::flow::{self, Layout};
use dmp::reader;
use dmp::words::Words;

const FIXTURE: &[u8] = include_bytes!("fixtures/consultation.xml");

fn read(source: &str) -> Result<Reading, Problem> {
    reader::read(source.as_bytes(), "text/xml", None, &worker())
}

fn damage(source: &str) -> Damage {
    match read(source) {
        Err(Problem::Damaged(damage)) => damage,
        other => panic!("{other:?}"),
    }
}

/// A document of one section with this narrative.
pub fn with_text(narrative: &str) -> String {
    format!(
        "<ClinicalDocument xmlns='urn:hl7-org:v3'><title>T</title><component><structuredBody><component><section>\
         <title>S</title><text>{narrative}</text></section></component></structuredBody></component></ClinicalDocument>"
    )
}

fn shown(source: &str, width: usize) -> String {
    flow::text(&read(source).unwrap(), width, &Words::french())
}

#[test]
fn s58_entities_are_refused_before_they_are_expanded() {
    let bomb = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><a>&b;</a>";
    assert_eq!(damage(bomb), Damage::DocumentType);
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
    assert_eq!(damage(outside), Damage::DocumentType);
    assert_eq!(damage("<!DOCTYPE a SYSTEM 'http://exemple.invalid/a.dtd'><a/>"), Damage::DocumentType);
    assert_eq!(damage(&with_text("&eacute;")), Damage::Malformed);
    assert_eq!(damage(&with_text("<content ID='&x;'/>")), Damage::Malformed);
}

#[test]
fn f27_attributes_and_namespaces_without_end_are_refused() {
    let many: String = (0..100_000).map(|n| format!(" a{n}='1'")).collect();
    assert_eq!(damage(&with_text(&format!("<content{many}/>"))), Damage::TooBig);
    let spaces: String = (0..20_000).map(|n| format!("<a{n} xmlns:p{n}='u:{n}'>")).collect();
    assert!(matches!(damage(&with_text(&spaces)), Damage::TooBig | Damage::TooDeep));
    let wide: String = (0..20_000).map(|n| format!(" xmlns:p{n}='u:{n}'")).collect();
    assert_eq!(damage(&format!("<a{wide}/>")), Damage::TooBig);
    assert_eq!(damage(&with_text("<p:content/>")), Damage::Malformed);
    assert_eq!(damage(&with_text("<content p:a='1'/>")), Damage::Malformed);
    assert_eq!(damage(&with_text("<content a='1' a='2'/>")), Damage::Malformed);
    assert_eq!(damage(&with_text("<content xmlns:p='u' p:a='1' p:a='2'/>")), Damage::Malformed);
    assert!(read(&with_text("<content xmlns:p='u' xmlns:q='v' p:a='1' q:a='2' a='3'/>")).is_ok());
    // A namespace declared on an element ends with it.
    assert_eq!(damage(&with_text("<content xmlns:p='u'/><p:content/>")), Damage::Malformed);
    assert!(
        shown(&with_text("<content xmlns='u'>étranger</content> <content>familier</content>"), 80).contains("étranger familier")
    );
}

#[test]
fn s58_depth_and_number_are_bounded() {
    assert_eq!(damage(&"<a>".repeat(1_000_000)), Damage::TooDeep);
    let deep = format!("{}x{}", "<content>".repeat(1_000_000), "</content>".repeat(1_000_000));
    assert_eq!(damage(&with_text(&deep)), Damage::TooDeep);
    assert_eq!(damage(&with_text(&"<br/>".repeat(3_000_000))), Damage::TooBig);
    // The deepest that is accepted is also laid out.
    let lists = format!("{}x{}", "<list><item>".repeat(45), "</item></list>".repeat(45));
    assert!(shown(&with_text(&lists), 20).contains('x'));
}

#[test]
fn malformed_documents_are_said_so() {
    for source in
        ["<a>", "<a></b>", "<a/><b/>", "</a>", "x", "<a/>x", "<a b=1/>", "<a>&</a>", "<ClinicalDocument>", "<a>&#xZ;</a>"]
    {
        assert_eq!(damage(source), Damage::Malformed, "{source}");
    }
    assert_eq!(reader::read(b"", "text/xml", None, &worker()), Err(Problem::Damaged(Damage::Empty)));
    for other in ["<html><body>Bonjour</body></html>", "<ClinicalDocument/>"] {
        let text = shown(other, 0);
        assert!(
            text.starts_with("Ce fichier n’est pas un document de santé connu.") && text.contains(other),
            "the namespace decides"
        );
    }
    let text = reader::as_text(b"<html>Bonjour</html>", "text/xml").unwrap();
    assert!(flow::text(&text, 80, &Words::french()).contains("<html>Bonjour</html>"));
}

#[test]
fn s44_forbidden_characters_are_neutralised_and_counted() {
    let text = shown(&with_text("a\u{1b}[31mb &#27;c &#0;d \u{202e}e\u{202c} &#xD800;f\tg"), 80);
    assert!(text.contains("a␛[31mb ␛c ␀d e \u{fffd}f g"), "{text}");
    assert!(text.contains("Ce document contenait 6 caractères cachés"), "{text}");
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn spans_beyond_the_grid_are_kept_within() {
    let table = "<table><tbody><tr><td colspan='99999999999'>a</td></tr><tr><td rowspan='5000'>b</td><td>c</td></tr>\
                 <tr><td colspan='0'>d</td><td colspan='x' rowspan='-1'>e</td></tr></tbody></table>";
    for width in [0, 20, 80] {
        let text = shown(&with_text(table), width);
        assert!(["a", "b", "c", "d", "e"].iter().all(|word| text.contains(word)), "{text}");
    }
    // Spans that multiply each other cost no more than the cells they hold.
    let rows: String = (0..2000).map(|n| format!("<tr><td colspan='100' rowspan='100'>{n}.</td></tr>")).collect();
    let text = shown(&with_text(&format!("<table>{rows}</table>")), 80);
    assert!(text.contains(" 1999.") || text.contains("\n1999."), "the last cell is there");
}

#[test]
fn a_table_of_300_columns_becomes_records() {
    let head: String = (0..300).map(|n| format!("<th>Colonne{n}</th>")).collect();
    let row: String = (0..300).map(|n| format!("<td>valeur{n}</td>")).collect();
    let table = format!("<table><thead><tr>{head}</tr></thead><tbody><tr>{row}</tr><tr>{row}</tr></tbody></table>");
    for width in [0, 40, 120, 200] {
        let text = shown(&with_text(&table), width);
        assert!(text.contains("\nColonne299 : valeur299"), "at {width}");
        assert!(text.contains("Ligne 2 sur 2"), "at {width}");
    }
}

#[test]
fn names_said_again_with_each_value_are_in_proportion_and_said_in_full_once() {
    let rows = "<tr><td>a</td><td>b</td></tr>".repeat(2_000);
    let long = "un nom de colonne ".repeat(5_000);
    let many: String =
        (0..2_000).map(|n| format!("<tr><th>niveau {n}</th><th>{}</th></tr>", if n == 0 { "Unité" } else { "" })).collect();
    for (head, end) in [(format!("<tr><th>{long}qui finit</th><th>Unité</th></tr>"), "qui finit"), (many, "niveau 1999")] {
        let source = with_text(&format!("<table><thead>{head}</thead><tbody>{rows}</tbody></table>"));
        for width in [0, 40] {
            let text = shown(&source, width);
            assert!(text.len() < 2_000_000, "{} bytes at {width}", text.len());
            assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" ").matches(end).count(), 1, "at {width}");
            assert!(text.contains("Unité : b") && text.contains(" … : a"), "at {width}: {:.600}", text);
        }
    }
    // So is a cell that covers many rows.
    let covered = (0..100).map(|n| if n == 0 { String::new() } else { format!("<tr><td>{n}</td></tr>") }).collect::<String>();
    let source =
        with_text(&format!("<table><tbody><tr><td rowspan='100'>{long}qui finit</td><td>0</td></tr>{covered}</tbody></table>"));
    let text = shown(&source, 0);
    assert!(text.len() < 200_000 && text.matches("qui finit").count() == 1, "{} bytes", text.len());
}

#[test]
fn s59_a_document_cut_anywhere_is_an_error_or_a_reading() {
    let words = Words::french();
    for end in 0..FIXTURE.len() {
        if let Ok(reading) = reader::read(&FIXTURE[..end], "text/xml", None, &worker()) {
            flow::lines(&reading, 40, Layout::Grid, &words);
        }
    }
}

#[test]
fn s59_a_thousand_damaged_documents_are_errors_or_readings() {
    let words = Words::french();
    let mut chance = Chance(0x5eed);
    let mut read = 0;
    for _ in 0..1000 {
        let mut bytes = FIXTURE.to_vec();
        harm(&mut bytes, &mut chance);
        if let Ok(reading) = reader::read(&bytes, "text/xml", None, &worker()) {
            read += 1;
            for width in [0, 1, 7, 40, 80, 120] {
                let lines = flow::lines(&reading, width, Layout::Grid, &words);
                assert!(lines.iter().all(|line| line.piece < reading.pieces.len()));
                assert!(lines.iter().flat_map(|line| &line.runs).all(|run| !run.text.contains(char::is_control)));
            }
        }
    }
    assert!(read > 50, "some mutations must get through to the layout: {read}");
}

#[test]
fn the_same_file_named_a_thousand_times_is_carried_once() {
    let data = "QUFB".repeat(10_000);
    let mentions = "<renderMultiMedia referencedObject='x'/>".repeat(1000);
    let source = with_text(&mentions).replace(
        "</text>",
        &format!("</text><entry><observationMedia ID='x'><value mediaType='image/png' representation='B64'>{data}</value></observationMedia></entry>"),
    );
    let reading = read(&source).unwrap();
    assert_eq!(reading.embedded.len(), 1);
    assert_eq!(reading.embedded[0].bytes.len(), 30_000);
}

#[test]
fn sections_without_end_keep_their_levels() {
    let deep = format!(
        "<ClinicalDocument xmlns='urn:hl7-org:v3'><component><structuredBody>{}{}</structuredBody></component></ClinicalDocument>",
        "<component><section><title>S</title>".repeat(45),
        "</section></component>".repeat(45)
    );
    let reading = read(&deep).unwrap();
    let deepest = reading
        .pieces
        .iter()
        .filter_map(|piece| if let Piece::Heading { level, .. } = piece { Some(*level) } else { None })
        .max();
    assert_eq!(deepest, Some(6));
}

#[test]
fn what_is_repeated_by_reference_is_bounded() {
    let long = "mot ".repeat(4_000);
    let entry = "<entry><act><code code='48767-8'/><text><reference value='#a'/></text></act></entry>";
    let sections = format!("<component><section><title>E</title>{}</section></component>", entry.repeat(400)).repeat(20);
    let source = with_text(&format!("<content ID='a'>{long}</content>"))
        .replace("</structuredBody>", &format!("{sections}</structuredBody>"));
    let reading = read(&source).unwrap();
    let lines = flow::lines(&reading, 80, Layout::Grid, &Words::french());
    let bytes: usize = lines.iter().map(|line| line.text().len()).sum();
    assert!(bytes < 3_000_000, "8000 references to 16 KB show {bytes} bytes");
    // A file named by the whole document's own identifier a hundred thousand times is looked for near by only.
    let mentions = "<renderMultiMedia referencedObject='all'/>".repeat(100_000);
    let source = with_text(&mentions).replace("<structuredBody>", "<structuredBody ID='all'>");
    assert!(shown(&source, 80).contains("[fichier absent du document]"));
}

#[test]
fn breaks_and_names_without_end_take_no_longer_than_they_are_long() {
    let breaks = "<content styleCode='Bold'><br/></content><br/>".repeat(100_000);
    assert!(shown(&with_text(&breaks), 80).contains("Cette partie est vide."));
    let authors: String = (0..50_000)
        .map(|n| format!("<author><assignedAuthor><assignedPerson><name>N{n}</name></assignedPerson></assignedAuthor></author>"))
        .collect();
    let source = with_text("x").replace("<title>T", &format!("{authors}<title>T"));
    assert!(shown(&source, 80).contains("Auteur : N49999"));
}

#[test]
fn f28_hostile_strings_in_every_field_are_shown_harmless() {
    const EVIL: &str = "\u{1b}]52;c;ZXZpbA==\u{7}\u{9b}2J\u{202e}\u{e0041}\u{feff}";
    let source = std::str::from_utf8(FIXTURE).unwrap();
    let mut evil = String::new();
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        evil.push(c);
        if c == '>' && chars.peek().is_some_and(|next| next.is_alphanumeric()) {
            evil.push_str(EVIL);
        }
    }
    for attribute in ["displayName=\"", "value=\"tel:", "href=\"", "abbr=\"", "mediaType=\""] {
        evil = evil.replace(attribute, &format!("{attribute}{EVIL}"));
    }
    let reading = read(&evil).unwrap();
    assert!(reading.hidden.total() > 200, "{:?}", reading.hidden);
    for width in [0, 40, 120] {
        let text = flow::text(&reading, width, &Words::french());
        let harmful = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{e0000}'..='\u{e0fff}');
        assert_eq!(text.chars().find(|c| harmful(*c)), None);
        assert!(text.contains("OCÉAN") && text.contains("␛]52;c;"));
    }
}
