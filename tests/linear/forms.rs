//! A form, question by question: text of several lines, one or several of many, and what is to be put right.

use crate::desk::Desk;
use crate::pages::{Message, Talk, action, look, page};
use dmp::app::Typed;
use dmp::domain::Clean;
use dmp::face::linear::Manner;
use dmp::page::{Anchor, Block, Choice, Choosable, Entry, Field, FieldId, Heard, Need, Page, RowId, StopId};

const NAME: FieldId = FieldId("nom", 0);
const LINK: FieldId = FieldId("lien", 0);
const ILLS: FieldId = FieldId("maladies", 0);
const LAND: FieldId = FieldId("pays", 0);
const TEXT: FieldId = FieldId("volontes", 0);

/// What the model would keep of it.
struct Form {
    name: Typed,
    text: Typed,
    chosen: Vec<(FieldId, usize)>,
    errors: bool,
    limit: Option<u32>,
    talk: Talk,
}

impl Form {
    fn new(text: &str) -> Self {
        Self {
            name: Typed::default(),
            text: Typed::area(Clean::new(text)),
            chosen: Vec::new(),
            errors: false,
            limit: None,
            talk: Talk::new(Manner::Pipe),
        }
    }

    fn choice(&self, id: FieldId, label: &str, several: bool, options: &[String]) -> Block<Message> {
        let option = |(rank, label): (usize, &String)| Choosable {
            id: RowId(Clean::new(&rank.to_string())),
            label: Clean::new(label),
            chosen: self.chosen.contains(&(id, rank)),
            does: "option",
        };
        let options = options.iter().enumerate().map(option).collect();
        let error = (self.errors && id == LINK).then(|| "Dites qui elle est pour vous.".into());
        Block::Choice(Choice { several, error, need: Need::Optional, ..Choice::new(id, Clean::new(label), options) })
    }

    fn page(&self) -> Page<Message> {
        let mut page = page("form", "Une personne à prévenir");
        let owned = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
        let lands: Vec<String> = (0..200).map(|n| format!("{} {n}", ["France", "Île", "Pays", "Bénin"][n % 4])).collect();
        if self.errors {
            let errors = vec![(NAME, "Il manque un nom.".into()), (LINK, "Dites qui elle est pour vous.".into())];
            page.body.push(Block::Errors(errors));
        }
        page.body.push(Block::Field(Field {
            hint: Some("Le nom de naissance.".into()),
            example: Some("Morel".into()),
            error: self.errors.then(|| "Il manque un nom.".into()),
            need: Need::Required,
            limit: Some(30),
            ..Field::new(NAME, "Nom".into(), self.name.entry())
        }));
        page.body.push(self.choice(LINK, "Lien avec vous", false, &owned(&["Mère", "Père", "Fille", "Fils", "Épouse", "Époux"])));
        page.body.push(self.choice(ILLS, "Maladies", true, &owned(&["Diabète", "Asthme", "Hypertension"])));
        page.body.push(self.choice(LAND, "Pays", false, &lands));
        page.body.push(Block::Field(Field {
            hint: Some("Avec vos mots.".into()),
            need: Need::Optional,
            limit: self.limit,
            ..Field::new(TEXT, "Vos volontés".into(), self.text.entry())
        }));
        page.actions = vec![action("envoyer", 'e', "Envoyer")];
        page.back = Some("retour");
        if !self.errors {
            page.look = look(1, Anchor::Stop(StopId::Field(NAME)));
        }
        page
    }

    /// Answers, with all that one answer makes heard.
    fn answer(&mut self, answer: &str) -> &mut Self {
        let page = self.page();
        let heard = self.talk.answer(&page, answer);
        self.hear(&heard);
        while let Some(heard) = self.talk.also(&self.page()) {
            self.hear(&heard);
        }
        self
    }

    fn hear(&mut self, heard: &Heard<Message>) {
        match heard {
            Heard::Edited(TEXT, change) => self.text.apply(change),
            Heard::Edited(_, change) => self.name.apply(change),
            Heard::Did { does: "option", at: Anchor::Stop(StopId::Option(id, row)), .. } => {
                let (rank, id) = (row.0.parse().unwrap(), *id);
                let before = self.chosen.len();
                self.chosen.retain(|chosen| *chosen != (id, rank));
                if self.chosen.len() == before {
                    self.chosen.retain(|(other, _)| *other != id || id == ILLS);
                    self.chosen.push((id, rank));
                }
            }
            Heard::Did { .. } | Heard::Follow(_) | Heard::Rested(_) | Heard::Needs(_) => {}
            Heard::Active | Heard::Help | Heard::Leaving(_) => {}
        }
    }

    fn told(&mut self) -> String {
        let page = self.page();
        self.talk.show(&page).take()
    }
}

#[test]
fn a_form_is_asked_question_by_question_then_said_whole() {
    let mut form = Form::new("");
    form.answer("Morel").answer("ep").answer("épouse").answer("1, 3").answer("zz").answer("fr").answer("61");
    form.answer("Je ne veux pas d’acharnement.").answer("::fin n’est pas une fin.").answer(":lire").answer("").answer("5");
    form.answer(":effacer").answer(":annuler").answer("Encore une ligne.").answer(":annuler").answer(":fin").answer("e");
    form.told();
    insta::assert_snapshot!(form.talk.told_before());
}

#[test]
fn several_numbers_choose_and_take_back() {
    let mut form = Form::new("");
    form.answer("").answer("").answer("1 2 3");
    assert_eq!(form.chosen, [(ILLS, 0), (ILLS, 1), (ILLS, 2)]);
    form.answer(":précédent").answer("2");
    assert_eq!(form.chosen, [(ILLS, 0), (ILLS, 2)]);
    form.answer(":precedent").answer("asth, dia");
    assert_eq!(form.chosen, [(ILLS, 2), (ILLS, 1)]);
    form.answer(":précédent").answer("1 9");
    assert_eq!(form.chosen, [(ILLS, 2), (ILLS, 1)], "nothing is chosen by an answer half understood");
    assert!(form.told().contains("Aucune réponse"), "{}", form.talk.told_before());
}

#[test]
fn a_choice_that_stands_is_kept_by_an_empty_line_and_by_its_own_number() {
    let mut form = Form::new("");
    form.chosen = vec![(LINK, 2)];
    form.answer("").answer("").answer(":précédent");
    assert!(form.told().contains("3. Fille (choisi).\n"), "{}", form.talk.told_before());
    form.answer("3").answer(":précédent").answer("fille");
    assert_eq!(form.chosen, [(LINK, 2)]);
}

#[test]
fn two_hundred_answers_are_not_all_said_unless_asked_for() {
    let mut form = Form::new("");
    form.answer("").answer("").answer("");
    let told = form.told();
    assert!(told.contains("200 réponses possibles. Tapez le début de la vôtre."), "{told}");
    assert!(!told.contains("100. "));
    form.answer("benin");
    let told = form.told();
    assert!(told.contains("50 réponses commencent ainsi, dont ces 10.") && told.contains("\n4. Bénin 3.\n"), "{told}");
    form.answer(":liste");
    assert!(form.told().contains("\n200. Bénin 199.\n"));
    form.answer("200");
    assert_eq!(form.chosen, [(LAND, 199)]);
}

#[test]
fn what_is_to_be_put_right_is_chosen_and_asked() {
    let mut form = Form::new("");
    form.errors = true;
    form.answer("2").answer("père").answer("").answer("").answer("").answer("1");
    let told = form.told();
    assert!(told.ends_with("Le nom de naissance.\nExemple : Morel.\nErreur. Il manque un nom.\n"), "{told}");
    assert_eq!(form.chosen, [(LINK, 1)]);
    insta::assert_snapshot!(form.talk.told_before());
}

#[test]
fn a_hint_is_said_once_and_an_error_alone_after() {
    let mut form = Form::new("");
    form.answer(&"x".repeat(31));
    assert!(form.told().ends_with("Rien n’a été pris. Il a 31 caractères, et la limite est de 30.\n"));
    form.answer("").answer(":précédent");
    assert_eq!(form.told().matches("Le nom de naissance").count(), 0);
    form.answer(":precedent");
    assert!(form.told().contains("C’est la première question de cette page."));
}

#[test]
fn a_long_text_is_told_by_paragraphs_and_by_how_it_ends() {
    let text: String = (1..=40).map(|n| format!("Phrase {n}.\n\n")).collect();
    let mut form = Form::new(&text);
    form.answer(":r").answer(":0");
    assert!(form.told().contains("5. Vos volontés (facultatif) : 471 caractères.\n"), "{}", form.talk.told_before());
    let mut form = Form::new(&text);
    form.answer("").answer("").answer("").answer("");
    let told = form.told();
    assert!(
        told.contains("Déjà écrit : 471 caractères, en 40 paragraphes.\nParagraphe 40 : Phrase 40.\nPour tout entendre"),
        "{told}"
    );
    form.answer(":lire");
    assert!(form.told().contains("Paragraphe 1 : Phrase 1.\nParagraphe 2 : Phrase 2.\n"));
}

#[test]
fn what_has_no_room_is_not_taken_and_it_is_said() {
    let mut form = Form::new("Déjà là");
    form.limit = Some(20);
    form.answer("").answer("").answer("").answer("").answer("et encore ceci et cela");
    assert_eq!(form.text.value().as_str(), "Déjà là\net encore ce");
    assert!(form.told().contains("La fin n’a pas été prise : 10 caractères. La limite est de 20."));
    form.answer("x");
    assert_eq!(form.text.value().chars().count(), 20);
}

/// The text alone, at a terminal.
fn writing(typed: &Typed) -> Page<Message> {
    let mut page = page("texte", "Vos volontés");
    page.body = vec![Block::Field(Field::new(TEXT, "Vos volontés".into(), typed.entry()))];
    page.look = look(1, Anchor::Stop(StopId::Field(TEXT)));
    page
}

#[tokio::test]
async fn lines_pasted_at_a_terminal_are_kept_and_submit_nothing() {
    let mut desk = Desk::new(Manner::Terminal);
    let mut typed = Typed::area(Clean::empty());
    desk.feed("\u{1b}[200~Un\r\n\r\nDeux\u{1b}[31m\t!\r\u{1b}[201~");
    assert!(matches!(desk.next(&writing(&typed)).await, Heard::Active), "a paste answers nothing");
    desk.feed("\u{7f}?\r");
    let heard = desk.heard(&writing(&typed)).await;
    let Heard::Edited(TEXT, change) = heard else { panic!("{heard:?}") };
    typed.apply(&change);
    assert_eq!(typed.value().as_str(), "Un\n\nDeux[31m ?");
    let told = desk.took();
    assert!(told.contains("Vos volontés : Un\r\n\r\nDeux[31m !"), "{told:?}");
    assert!(told.contains("\r\nVos volontés : Deux[31m ?\r\n"), "what follows the erased letter is said again: {told:?}");
}

#[tokio::test]
async fn f50_a_megabyte_pasted_into_a_text_is_taken_or_refused_whole_and_said() {
    let mut desk = Desk::new(Manner::Terminal);
    let mut typed = Typed::area(Clean::empty());
    desk.feed(&format!("\u{1b}[200~{}\u{1b}[201~\r", "un paragraphe\r\n".repeat(7_000)));
    let Heard::Edited(TEXT, change) = desk.heard(&writing(&typed)).await else { panic!() };
    typed.apply(&change);
    assert_eq!(typed.value().lines().count(), 7_000);
    desk.feed(&format!("\u{1b}[200~{}\u{1b}[201~", "x\u{1b}\n".repeat(1 << 19)));
    desk.feed("\r");
    let page = writing(&typed);
    while !desk.took().contains("Ce texte est trop long. Rien n’a été pris.") {
        assert!(matches!(desk.next(&page).await, Heard::Active));
        desk.show(&page);
    }
    assert!(matches!(page.body.as_slice(), [Block::Field(Field { entry: Entry::Area { .. }, .. })]));
}

#[tokio::test]
async fn a_paragraph_of_a_pipe_may_be_long_but_no_other_answer() {
    let mut desk = Desk::new(Manner::Pipe);
    let typed = Typed::area(Clean::empty());
    desk.feed(&format!("{}\n", "mot ".repeat(20_000)));
    let Heard::Edited(TEXT, change) = desk.heard(&writing(&typed)).await else { panic!() };
    assert_eq!(change.text.len(), 80_000);
    let mut page = writing(&typed);
    page.body = vec![Block::Field(Field::new(TEXT, "Nom".into(), Typed::default().entry()))];
    desk.feed(&format!("{}\n", "mot ".repeat(20_000)));
    assert!(matches!(desk.next(&page).await, Heard::Active));
    desk.show(&page);
    assert!(desk.took().contains("Ce texte est trop long. Rien n’a été pris."));
}
