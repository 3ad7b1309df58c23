//! Pages such as the application builds, and somebody who talks with the face about them.

use dmp::domain::{Clean, Piece, Reading, Words as Rich};
use dmp::face::linear::{Manner, Teller};
use dmp::page::{
    Action, ActionId, Anchor, Block, Busy, Choice, Choosable, Entry, Field, FieldId, Heard, Key, List, Look, Notice, Page, Row,
    RowId, Shown, StopId, Tone,
};
use dmp::words::Words;
use std::sync::Arc;

pub type Message = &'static str;

pub const NAME: FieldId = FieldId("identifiant", 0);
pub const PASSWORD: FieldId = FieldId("mot-de-passe", 0);
pub const CODE: FieldId = FieldId("code", 0);

/// A conversation: the page is shown before each answer, as the program does.
pub struct Talk {
    teller: Teller,
    words: Words,
    pub told: String,
    before: String,
}

impl Talk {
    pub fn new(manner: Manner) -> Self {
        Self { teller: Teller::new(manner, 10), words: Words::french(), told: String::new(), before: String::new() }
    }

    pub fn show(&mut self, page: &Page<Message>) -> &mut Self {
        let lines = self.teller.say(page, &self.words);
        self.told.push_str(&lines);
        self
    }

    /// Shows the page, answers at its prompt, and says what was heard when it is news for the application.
    pub fn answer(&mut self, page: &Page<Message>, answer: &str) -> Heard<Message> {
        self.show(page);
        let prompt = self.teller.prompt(page, &self.words).map(|prompt| prompt.text).unwrap_or_default();
        self.told.push_str(&format!("{prompt}> {answer}\n"));
        let heard = self.teller.hear(page, &self.words, answer);
        if !matches!(heard, Heard::Active) {
            self.told.push_str(&format!("[{heard:?}]\n"));
        }
        heard
    }

    pub fn prompt(&mut self, page: &Page<Message>) -> String {
        self.show(page);
        self.teller.prompt(page, &self.words).map(|prompt| prompt.text).unwrap_or_default()
    }

    /// What was said since the last call.
    pub fn take(&mut self) -> String {
        let told = std::mem::take(&mut self.told);
        self.before.push_str(&told);
        told
    }

    /// Everything said so far.
    pub fn told_before(&self) -> String {
        format!("{}{}", self.before, self.told)
    }

    /// What the last answer chose besides.
    pub fn also(&mut self, page: &Page<Message>) -> Option<Heard<Message>> {
        let heard = self.teller.also(page)?;
        self.told.push_str(&format!("[{heard:?}]\n"));
        Some(heard)
    }

    pub fn wait(&mut self, page: &Page<Message>) {
        let lines = self.teller.wait(page, &self.words);
        self.told.push_str(&lines);
    }
}

pub fn page(key: &str, title: &str) -> Page<Message> {
    Page::new(key, title.into())
}

pub fn action(id: &'static str, key: char, label: &str) -> Action<Message> {
    Action::new(id, key, label.into(), id)
}

pub fn grave(id: &'static str, label: &str, word: &str) -> Action<Message> {
    Action { id: ActionId(id), key: None, label: label.into(), takes: Vec::new(), grave: Some(word.into()), does: id }
}

pub fn field(id: FieldId, label: &str, hint: Option<&str>, entry: Entry) -> Field {
    Field { hint: hint.map(Clean::from), ..Field::new(id, label.into(), entry) }
}

pub fn line(value: &str) -> Entry {
    Entry::Line { value: value.into(), revision: 0 }
}

pub fn row(id: &str, label: &str, details: &[&str]) -> Row<Message> {
    Row {
        id: RowId(id.into()),
        marks: Vec::new(),
        label: label.into(),
        details: details.iter().map(|detail| Clean::from(*detail)).collect(),
        does: "ouvrir",
    }
}

pub fn list(name: &str, rows: Vec<Row<Message>>) -> List<Message> {
    List { name: name.into(), empty: "Aucun document".into(), rows: Arc::new(Shown(rows)), more: None }
}

pub fn notice(serial: u64, tone: Tone, text: &str) -> Option<Notice> {
    Some(Notice { serial, tone, text: text.into() })
}

pub fn look(serial: u64, at: Anchor) -> Option<Look> {
    Some(Look { serial, at })
}

pub fn busy(text: &str, stop: bool) -> Option<Busy<Message>> {
    Some(Busy { text: text.into(), progress: None, stop: stop.then(|| ("Arrêter".into(), "arrêter")) })
}

/// The sign-in page, with what was typed in its first field.
pub fn sign_in(name: &str) -> Page<Message> {
    let mut page = page("connexion", "Connexion");
    page.body = vec![
        Block::Text("Serveur : dmp.exemple.fr".into()),
        Block::Field(field(NAME, "Identifiant", Some("Celui de votre courrier"), line(name))),
        Block::Field(field(PASSWORD, "Mot de passe", None, Entry::Secret)),
    ];
    page.actions = vec![
        action("se-connecter", 'c', "Se connecter").taking(&[PASSWORD]),
        action("perdu", 'p', "Identifiant ou mot de passe perdu"),
    ];
    page.look = look(1, Anchor::Stop(StopId::Field(NAME)));
    page
}

/// A list of so many documents.
pub fn documents(count: usize) -> Page<Message> {
    let mut page = page("documents", "Documents");
    let rows = (1..=count).map(|n| row(&format!("d{n}"), &format!("Compte rendu {n}"), &["3 mars 2024", "Dr Martin"])).collect();
    page.body = vec![
        Block::Choice(Choice::new(
            FieldId("tri", 0),
            "Trier par".into(),
            vec![
                Choosable { id: RowId("date".into()), label: "Date".into(), chosen: true, does: "par-date" },
                Choosable { id: RowId("titre".into()), label: "Titre".into(), chosen: false, does: "par-titre" },
            ],
        )),
        Block::List(list(&format!("{count} documents"), rows)),
    ];
    page.actions = vec![action("chercher", 'c', "Chercher")];
    page.back = Some("retour");
    page
}

/// A document of so many paragraphs of about 400 characters, each under its heading.
pub fn document(paragraphs: usize) -> Page<Message> {
    let mut page = page("document", "Compte rendu");
    let text = "Le patient va bien et reviendra dans un an. ".repeat(9);
    let pieces = (1..=paragraphs)
        .flat_map(|n| {
            [
                Piece::Heading { level: 1, text: Rich::plain(format!("Partie {n}").as_str()) },
                Piece::Paragraph(Rich::plain(format!("Texte {n}. {text}").trim_end())),
            ]
        })
        .collect();
    let reading = Arc::new(Reading { pieces, ..Reading::default() });
    page.body = vec![
        Block::Facts(vec![("Auteur".into(), "Dr Martin".into()), ("Date".into(), "3 mars 2024".into())]),
        Block::Reading { id: Key("d1".into()), reading },
    ];
    page.actions = vec![action("sommaire", 's', "Sommaire"), action("enregistrer", 'e', "Enregistrer le document")];
    page.back = Some("retour");
    page
}
