//! RTF: words, tables, lists, what is not for reading, and what is made to harm.

use dmp::domain::{Damage, Piece, Problem, Reading, Target};
use dmp::face::flow;
use dmp::reader;
use dmp::words::Words;

pub const FIXTURE: &[u8] = include_bytes!("fixtures/courrier.rtf");

fn read(source: &[u8]) -> Result<Reading, Problem> {
    reader::read(source, "text/rtf", None, &crate::worker())
}

fn shown(body: &str) -> String {
    let source = format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}");
    flow::text(&read(source.as_bytes()).unwrap(), 0, &Words::french())
}

#[test]
fn letters_are_read_in_every_way_they_are_written() {
    assert_eq!(shown(r"\'e9t\'e9 c\u339?ur \u8217\'92 \uc0\u233 t\uc2\u233??!"), "été cœur ’ été!\n");
    assert_eq!(shown(r"\u55357?\u56832? \u55357? x"), "\u{1f600}  x\n".replace("  ", " "));
    assert_eq!(
        shown(r"{\fonttbl{\f1\fcharset204 A;}{\f2\fcharset128 B;}}{\f1 \'cf\'f0\'e8} {\f2 \'93\'fa\'96\'7b}"),
        "При 日本\n"
    );
    assert_eq!(shown(r"a\~: b\_c d\-e \{f\} \\g \emdash"), "a\u{a0}: b\u{2011}c de {f} \\g —\n");
    assert_eq!(shown("un\r\ndeux\\\ntrois"), "undeux\n\ntrois\n");
}

#[test]
fn what_is_not_for_reading_is_not_shown_and_what_is_left_out_is_said() {
    let text = flow::text(&read(FIXTURE).unwrap(), 0, &Words::french());
    for unwanted in ["Secret", "Logiciel", "Arial", "secret", "HYPERLINK", "0102", "après la fin"] {
        assert!(!text.contains(unwanted), "{unwanted} is in:\n{text}");
    }
    assert!(text.contains("L’auteur a caché 6 lettres"), "{text}");
    assert!(text.contains("1 objet de ce document"), "{text}");
    assert_eq!(text.matches("Cabinet médical des Quais").count(), 1, "the head of the page, once");
    assert!(text.contains("Lien 2, que le programme ne suit pas : file:///etc/passwd"), "{text}");
}

#[test]
fn headings_lists_tables_and_pictures_have_their_shape() {
    let reading = read(FIXTURE).unwrap();
    assert_eq!(reading.title.as_deref(), Some("Courrier du Dr Béranger"));
    assert_eq!(reading.headings().map(|(_, level, _)| level).collect::<Vec<_>>(), [1, 2]);
    let tables: Vec<_> =
        reading.pieces.iter().filter_map(|p| if let Piece::Table(table) = p { Some(table) } else { None }).collect();
    assert_eq!((tables.len(), tables[0].columns, tables[0].head.len(), tables[0].body.len()), (1, 3, 1, 2));
    assert!(reading.pieces.iter().any(|p| matches!(p, Piece::List { items, .. } if items.len() == 2)));
    let kinds: Vec<&str> = reading.embedded.iter().map(|file| file.media_type.as_str()).collect();
    assert_eq!(kinds, ["image/png", "image/jpeg"]);
    assert_eq!(&*reading.embedded[0].bytes, b"\x89PNG\r\n\x1a\n\0\0");
    assert_eq!(&*reading.embedded[1].bytes, b"}{\\u\0");
    assert!(reading.links.iter().any(|link| matches!(link, Target::Embedded(1))));
}

#[test]
fn a_first_row_names_the_columns_only_where_that_is_certain() {
    let row = |cells: [&str; 3]| {
        let said: String = cells.iter().map(|cell| format!("{cell}\\cell ")).collect();
        format!("\\trowd\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl {said}\\row ")
    };
    let at_40 = |rows: &[[&str; 3]]| {
        let body: String = rows.iter().map(|cells| row(*cells)).collect();
        let source = format!("{{\\rtf1\\ansi {body}\\pard}}");
        flow::text(&read(source.as_bytes()).unwrap(), 40, &Words::french())
    };
    let named = at_40(&[["Mesure", "26/06/2023", "Gauche"], ["Flexion", "105", "140"], ["Force", "38", "50"]]);
    assert!(named.contains("26/06/2023 : 105") && named.contains("Gauche : 140"), "{named}");
    let unnamed = at_40(&[["Salbutamol", "2 fois", "si besoin"], ["Levothyrox", "1 fois", "75"]]);
    assert!(!unnamed.contains("si besoin :"), "{unnamed}");
}

#[test]
fn s58_groups_without_end_and_numbers_beyond_reason_are_bounded() {
    assert_eq!(read(format!("{{\\rtf1 {}", "{".repeat(1_000_000)).as_bytes()), Err(Problem::Damaged(Damage::TooDeep)));
    assert!(shown("{{{a}}}}}}}}}}}b").contains('a'));
    assert!(shown(r"\bin999999999 a").contains("La fin de ce document manque."));
    assert!(shown(r"\u-99999999999999999999?b\fs99999999999999999999 c").contains('c'));
    let wide: String = (0..50_000).map(|n| format!("\\cellx{n}00")).collect();
    assert!(shown(&format!("\\trowd{wide}\\pard\\intbl a\\cell\\row\\pard b")).contains('b'));
    // The same edges for each row cost nothing more.
    let edges: String = (0..4_000).map(|n| format!("\\cellx{n}00")).collect();
    assert!(shown(&format!("\\trowd{edges}{}", "\\intbl a\\cell\\row".repeat(50_000))).contains('a'));
    let rows = "\\trowd\\cellx9\\pard\\intbl a\\cell\\row".repeat(100_000);
    assert!(shown(&rows).contains('a'));
    let long = "mot ".repeat(2_000_000);
    assert!(shown(&long).contains("La suite de ce texte n’est pas montrée"));
    assert!(shown("").contains("Ce document ne contient aucun texte."));
}

#[test]
fn f28_hostile_letters_in_rtf_are_shown_harmless() {
    let text = shown(r"a\'1b]52;c;ZQ==\'07 \u8238?b\u27?[2J\u155?");
    assert!(text.contains("␛]52;c;ZQ==␇") && text.contains("caractères cachés"), "{text}");
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()) && !text.contains('\u{202e}'));
}
