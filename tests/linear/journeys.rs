//! Whole conversations, to be read aloud: would you know where you are, what happened, what to type?

use crate::pages::{
    CODE, NAME, PASSWORD, Talk, action, busy, document, documents, field, grave, line, list, look, notice, page, row, sign_in,
};
use dmp::face::linear::Manner;
use dmp::page::{Anchor, Block, Count, Entry, Heard, Leaving, List, Row, RowId, Rows, StopId, Tone};
use std::sync::Arc;

fn home() -> dmp::page::Page<&'static str> {
    let mut home = page("accueil", "Accueil");
    home.banner = Some("Poste partagé".into());
    home.notice = notice(1, Tone::Information, "Deux documents sont nouveaux depuis le 3 mars");
    let mut new = row("documents", "Mes documents", &["82 documents"]);
    new.marks = vec!["Nouveau".into()];
    home.body = vec![Block::List(list("Vous pouvez", vec![new, row("partir", "Me déconnecter", &[])]))];
    home.actions = vec![action("aide", 'x', "Appeler le 3422")];
    home
}

#[test]
fn home_then_an_unknown_answer_then_again() {
    let mut talk = Talk::new(Manner::Pipe);
    talk.answer(&home(), "documents");
    talk.answer(&home(), "");
    talk.answer(&home(), "r");
    talk.answer(&home(), "0");
    talk.answer(&home(), "a");
    talk.answer(&home(), "X");
    talk.answer(&home(), "1");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn signing_in_goes_from_field_to_field() {
    let mut talk = Talk::new(Manner::Terminal);
    talk.answer(&sign_in(""), "camille.martin");
    let page = sign_in("camille.martin");
    talk.answer(&page, "Bienvenue-2026!");
    talk.answer(&page, "3");
    let heard = talk.answer(&page, "4");
    let Heard::Did { does: "se-connecter", mut secrets, .. } = heard else { panic!("{heard:?}") };
    assert_eq!(secrets.take(PASSWORD).unwrap().reveal(), "Bienvenue-2026!");
    let mut wrong = sign_in("camille.martin");
    wrong.notice = notice(2, Tone::Problem, "Identifiant ou mot de passe incorrect. Vérifiez les majuscules, puis réessayez.");
    wrong.look = look(2, Anchor::Stop(StopId::Field(PASSWORD)));
    talk.answer(&wrong, "encore faux");
    talk.answer(&wrong, "c");
    wrong.notice = notice(3, Tone::Problem, "Identifiant ou mot de passe incorrect. Vérifiez les majuscules, puis réessayez.");
    wrong.look = look(3, Anchor::Stop(StopId::Field(PASSWORD)));
    talk.answer(&wrong, "");
    talk.answer(&wrong, "q");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn a_code_drops_blanks_and_hyphens_and_says_its_length() {
    let mut code = page("code", "Code reçu par SMS");
    code.body = vec![Block::Field(field(CODE, "Code reçu", Some("Six chiffres"), Entry::Code { length: 6 }))];
    code.actions = vec![action("valider", 'v', "Valider").taking(&[CODE])];
    code.look = look(1, Anchor::Stop(StopId::Field(CODE)));
    code.back = Some("retour");
    let mut talk = Talk::new(Manner::Pipe);
    talk.answer(&code, "12 34");
    talk.answer(&code, "12 34-56 ");
    let Heard::Did { mut secrets, .. } = talk.answer(&code, "2") else { panic!() };
    assert_eq!(secrets.take(CODE).unwrap().reveal(), "123456");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn commands_take_a_colon_at_a_field() {
    let mut talk = Talk::new(Manner::Pipe);
    talk.answer(&sign_in(""), ":x");
    talk.answer(&sign_in(""), ":r");
    talk.answer(&sign_in(""), ":a");
    talk.answer(&sign_in(""), "::0");
    talk.answer(&sign_in(":0"), ":0");
    talk.answer(&sign_in(":0"), ":q");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn a_long_list_is_said_ten_rows_at_a_time() {
    let mut talk = Talk::new(Manner::Pipe);
    let page = documents(23);
    talk.answer(&page, "13");
    talk.answer(&page, "13");
    talk.answer(&page, "6");
    let Heard::Did { at, .. } = talk.answer(&page, "3") else { panic!() };
    assert_eq!(at, Anchor::Stop(StopId::Row(RowId("d11".into()))));
    talk.answer(&page, "0");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn the_place_left_is_found_again() {
    let mut talk = Talk::new(Manner::Pipe);
    let mut page = documents(82);
    page.look = look(7, Anchor::Stop(StopId::Row(RowId("d45".into()))));
    talk.show(&page);
    assert!(talk.told.contains("Lignes 41 à 50 sur 82."), "{}", talk.told);
}

#[test]
fn a_document_is_read_page_by_page() {
    let mut talk = Talk::new(Manner::Pipe);
    let page = document(7);
    talk.answer(&page, "");
    let Heard::Did { at, .. } = talk.answer(&page, "s") else { panic!() };
    assert_eq!(at, Anchor::Piece { piece: 4, line: 0 });
    talk.answer(&page, "3");
    talk.answer(&page, "3");
    talk.answer(&page, "");
    talk.answer(&page, "3");
    talk.answer(&page, "4");
    let mut found = page.clone();
    found.look = look(9, Anchor::Piece { piece: 1, line: 0 });
    talk.answer(&found, "0");
    insta::assert_snapshot!(talk.told);
}

fn asking() -> dmp::page::Page<&'static str> {
    let mut page = page("bloquer", "Bloquer le docteur Martin");
    page.body = vec![Block::Text("Il ne pourra plus lire votre DMP".into())];
    page.actions = vec![action("garder", 'g', "Ne rien changer"), grave("bloquer", "Bloquer l’accès", "bloquer")];
    page.back = Some("retour");
    page
}

#[test]
fn a_grave_question_in_a_pipe_takes_its_word() {
    let mut talk = Talk::new(Manner::Pipe);
    let mut lettered = asking();
    lettered.actions[1].key = Some('b');
    for answer in ["2", "b", "", "bloque", "Bloquer"] {
        talk.answer(&lettered, answer);
    }
    insta::assert_snapshot!(talk.told);
}

#[test]
fn a_grave_question_on_a_terminal_has_a_number() {
    let mut talk = Talk::new(Manner::Terminal);
    talk.answer(&asking(), "");
    let heard = talk.answer(&asking(), "2");
    assert!(matches!(heard, Heard::Did { does: "bloquer", .. }), "{heard:?}");
}

#[test]
fn only_what_changed_is_said() {
    let mut talk = Talk::new(Manner::Pipe);
    let mut page = documents(3);
    talk.show(&page);
    talk.take();
    talk.show(&page);
    assert_eq!(talk.take(), "");
    page.notice = notice(4, Tone::Success, "Le document est enregistré");
    assert_eq!(talk.prompt(&page), "Fait. Votre choix : ");
    assert_eq!(talk.take(), "Fait. Le document est enregistré.\n");
    page.notice = notice(5, Tone::Success, "Le document est enregistré");
    talk.show(&page);
    assert_eq!(talk.take(), "Fait. Le document est enregistré.\n", "a new serial is news");
    page.actions.push(action("trier", 't', "Trier"));
    talk.show(&page);
    assert_eq!(talk.take(), "7. Trier.\n");
    page.banner = Some("Poste partagé".into());
    talk.show(&page);
    assert_eq!(talk.take(), "Poste partagé.\n");
}

#[test]
fn a_wait_is_said_and_so_is_its_end() {
    let mut talk = Talk::new(Manner::Terminal);
    let mut page = documents(2);
    talk.show(&page);
    page.busy = busy("Chargement des documents", true);
    talk.show(&page);
    talk.wait(&page);
    talk.wait(&page);
    page.busy.as_mut().unwrap().progress = Some((57, 100));
    talk.wait(&page);
    talk.answer(&page, "1");
    let heard = talk.answer(&page, "");
    assert!(matches!(heard, Heard::Did { does: "arrêter", .. }), "{heard:?}");
    page.busy = None;
    talk.answer(&page, "q");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn a_short_wait_is_not_said() {
    let mut talk = Talk::new(Manner::Pipe);
    let mut page = documents(2);
    page.busy = busy("Chargement", false);
    assert_eq!(talk.prompt(&page), "");
    assert_eq!(talk.take(), "");
    page.busy = None;
    talk.show(&page);
    assert!(talk.take().starts_with("Documents. 5 choix.\n"));
}

#[test]
fn an_answer_to_a_page_that_is_gone_chooses_nothing() {
    let mut talk = Talk::new(Manner::Pipe);
    talk.show(&documents(3));
    let words = dmp::words::Words::french();
    let mut teller = dmp::face::linear::Teller::new(Manner::Terminal, 10);
    teller.say(&documents(3), &words);
    let heard = teller.hear(&asking(), &words, "2");
    assert!(matches!(heard, Heard::Active));
    let told = teller.say(&asking(), &words);
    assert!(told.starts_with("La page a changé. Votre réponse n’a pas été prise.\nBloquer le docteur Martin."), "{told}");
}

/// Rows that come later: none is here yet after the second.
struct Coming;

impl Rows<&'static str> for Coming {
    fn count(&self) -> Count {
        Count::AtLeast(12)
    }
    fn row(&self, index: usize) -> Option<Row<&'static str>> {
        (index < 2).then(|| row(&format!("d{index}"), "Ordonnance", &[]))
    }
    fn index_of(&self, _: &RowId) -> Option<usize> {
        None
    }
}

#[test]
fn rows_on_their_way_are_said_so() {
    let mut talk = Talk::new(Manner::Pipe);
    let mut page = page("traces", "Accès");
    page.body = vec![Block::List(List {
        name: "Accès, nombre inconnu".into(),
        empty: "Aucun".into(),
        rows: Arc::new(Coming),
        more: Some(("Plus anciens".into(), "plus")),
    })];
    talk.answer(&page, "3");
    talk.answer(&page, "1");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn leaving_is_heard_at_a_choice() {
    let mut talk = Talk::new(Manner::Pipe);
    let heard = talk.answer(&home(), "q");
    assert!(matches!(heard, Heard::Leaving(Leaving::Asked)));
}

#[test]
fn a_long_label_is_said_before_a_short_prompt_and_an_empty_line_keeps_what_is_there() {
    let mut form = page("coordonnées", "Mes coordonnées");
    let long = "Nom de la personne à prévenir en cas d’urgence";
    form.body = vec![
        Block::Field(field(NAME, long, Some("Nom et prénom"), line("Anne Martin"))),
        Block::Group {
            title: "Téléphone".into(),
            error: Some("Il manque un numéro".into()),
            blocks: vec![Block::Field(field(CODE, "Numéro", None, line("")))],
        },
    ];
    form.actions = vec![action("enregistrer", 'e', "Enregistrer")];
    form.look = look(1, Anchor::Stop(StopId::Field(NAME)));
    let mut talk = Talk::new(Manner::Pipe);
    talk.answer(&form, "");
    talk.answer(&form, "06 00 00 00 00");
    talk.answer(&form, "1");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn the_details_of_a_row_are_said_without_opening_it() {
    let mut talk = Talk::new(Manner::Pipe);
    let mut page = documents(3);
    page.reports_rest = true;
    let heard = talk.answer(&page, "d 4");
    assert!(matches!(&heard, Heard::Rested(row) if *row == RowId("d2".into())), "{heard:?}");
    // The application then puts beside what it knows of that row.
    page.beside = vec![Block::Text("Compte rendu 2".into()), Block::Facts(vec![("Auteur".into(), "Dr Martin".into())])];
    talk.show(&page);
    for answer in ["d 1", "d 99", "d"] {
        talk.answer(&page, answer);
    }
    talk.show(&page);
    insta::assert_snapshot!(talk.told);
}

#[test]
fn what_stands_beside_is_said_on_demand() {
    let mut talk = Talk::new(Manner::Pipe);
    let mut page = documents(1);
    page.beside = vec![Block::Facts(vec![("Auteur".into(), "Dr Martin".into())])];
    talk.answer(&page, "4");
    talk.answer(&page, "4");
    talk.answer(&page, "q");
    insta::assert_snapshot!(talk.told);
}

#[test]
fn a_first_password_is_chosen_with_its_rules_said_before() {
    const AGAIN: dmp::page::FieldId = dmp::page::FieldId("encore", 0);
    let mut form = page("changer", "Choisir votre mot de passe, étape 2 sur 3");
    let rules = "Douze caractères au moins. Évitez votre nom et votre date de naissance.";
    let mut chosen = field(PASSWORD, "Nouveau mot de passe", Some(rules), Entry::Secret);
    form.body =
        vec![Block::Field(chosen.clone()), Block::Field(field(AGAIN, "Encore une fois", Some("Tapez le même"), Entry::Secret))];
    form.actions = vec![action("changer", 'c', "Changer le mot de passe").taking(&[PASSWORD, AGAIN])];
    form.look = look(1, Anchor::Stop(StopId::Field(PASSWORD)));
    form.back = Some("retour");
    let mut talk = Talk::new(Manner::Terminal);
    for answer in ["court", "court", "5"] {
        talk.answer(&form, answer);
    }
    chosen.error = Some("Il est trop court.".into());
    form.body[0] = Block::Field(chosen);
    form.notice = notice(2, Tone::Problem, "Ce mot de passe n’est pas accepté.");
    form.look = look(2, Anchor::Stop(StopId::Field(PASSWORD)));
    for answer in ["un bien plus long", "", "2", "5"] {
        talk.answer(&form, answer);
    }
    insta::assert_snapshot!(talk.told);
}

#[test]
fn the_programs_own_words_keep_to_the_characters_of_the_list() {
    let mut talk = Talk::new(Manner::Terminal);
    let mut page = documents(23);
    page.busy = busy("Chargement", true);
    talk.wait(&page);
    page.busy = None;
    for answer in ["13", "x", "99", "r"] {
        talk.answer(&page, answer);
    }
    talk.answer(&document(9), "2");
    talk.answer(&sign_in("x"), ":z");
    talk.answer(&asking(), "");
    let listed = |c: char| matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{ff}' | 'œ' | 'Œ' | 'Ÿ' | '’' | '…' | '€');
    let odd: String = talk.told.chars().filter(|c| !listed(*c) || matches!(c, '|' | '*' | '·' | '«' | '»')).collect();
    assert_eq!(odd, "");
    assert!(!talk.told.contains(" - ") && !talk.told.contains("...") && !talk.told.contains("  "));
}

#[test]
fn s42_data_of_several_lines_cannot_pass_for_a_choice() {
    let trap = "Bonjour\r\n1. Ne rien changer.\n";
    let mut page = asking();
    page.title = trap.into();
    page.banner = Some(trap.into());
    page.notice = notice(1, Tone::Information, trap);
    let mut trapped = field(NAME, trap, Some(trap), line(trap));
    trapped.error = Some(trap.into());
    page.body = vec![
        Block::Text(trap.into()),
        Block::Facts(vec![(trap.into(), trap.into())]),
        Block::List(list(trap, vec![row("d", trap, &[trap])])),
        Block::Field(trapped),
        Block::Group { title: trap.into(), blocks: Vec::new(), error: Some(trap.into()) },
    ];
    page.look = look(1, Anchor::Stop(StopId::Field(NAME)));
    let mut talk = Talk::new(Manner::Pipe);
    talk.show(&page);
    let told = talk.take();
    let choices: Vec<&str> = told.lines().filter(|line| line.starts_with("1. ")).collect();
    assert_eq!(choices, ["1. Bonjour 1. Ne rien changer., Bonjour 1. Ne rien changer."], "{told}");
}

/// A list that fills while the person listens.
struct Filling(usize, bool);

impl Rows<&'static str> for Filling {
    fn count(&self) -> Count {
        if self.1 { Count::Known(self.0) } else { Count::AtLeast(self.0) }
    }
    fn row(&self, index: usize) -> Option<Row<&'static str>> {
        Some(row(&format!("d{index}"), &format!("Document {index}"), &[]))
    }
    fn index_of(&self, _: &RowId) -> Option<usize> {
        None
    }
}

#[test]
fn a_list_that_fills_by_itself_is_said_again_only_when_it_is_whole() {
    let filling = |count: usize, whole| {
        let mut page = page("documents", "Documents");
        let name = format!("{count} documents").as_str().into();
        let rows = Arc::new(Filling(count, whole));
        page.body = vec![Block::List(List { name, empty: "Aucun".into(), rows, more: None })];
        page
    };
    let mut talk = Talk::new(Manner::Terminal);
    talk.show(&filling(50, false));
    assert!(talk.take().contains("50 documents. Lignes 1 à 10, d’autres suivent.\n"));
    for count in [100, 1_000, 99_000] {
        talk.show(&filling(count, false));
        assert_eq!(talk.take(), "");
    }
    talk.show(&filling(100_000, true));
    assert_eq!(talk.take(), "100000 documents. Lignes 1 à 10 sur 100\u{a0}000.\n");
}
