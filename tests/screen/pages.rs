//! Pages made up for these tests, holding every kind of block, and a hand to press keys on them.

use dmp::domain::{Piece, Reading, Words as Rich};
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{
    Action, ActionId, Block, Busy, Choice, Choosable, Count, Entry, Field, FieldId, Heard, Key, List, Notice, Page, Row, RowId,
    Rows, Shown, Tone,
};
use dmp::words::Words;
use std::sync::Arc;

/// What is chosen, told by its name.
pub type Does = &'static str;

pub const WHO: FieldId = FieldId("who", 0);
pub const PASSWORD: FieldId = FieldId("password", 0);
pub const CODE: FieldId = FieldId("code", 0);

pub fn screen(width: u16, height: u16) -> Driver {
    Driver::new(width, height, Options::new(Size::Normal), Words::french())
}

pub fn large(width: u16, height: u16) -> Driver {
    Driver::new(width, height, Options::new(Size::Large), Words::french())
}

pub fn page(title: &str, body: Vec<Block<Does>>) -> Page<Does> {
    Page { body, ..Page::new(title, title.into()) }
}

pub fn row(id: &str, label: &str) -> Row<Does> {
    Row { id: RowId(id.into()), marks: Vec::new(), label: label.into(), details: Vec::new(), does: "row" }
}

pub fn list(name: &str, rows: Vec<Row<Does>>) -> Block<Does> {
    Block::List(List { name: name.into(), empty: "Il n’y a rien ici.".into(), rows: Arc::new(Shown(rows)), more: None })
}

pub fn line(id: FieldId, label: &str, value: &str) -> Block<Does> {
    field(id, label, Entry::Line { value: value.into(), revision: 0 })
}

pub fn field(id: FieldId, label: &str, entry: Entry) -> Block<Does> {
    Block::Field(Field::new(id, label.into(), entry))
}

/// Rows made when asked for: as many as wished.
pub struct Many(pub usize);

impl Rows<Does> for Many {
    fn count(&self) -> Count {
        Count::Known(self.0)
    }

    fn row(&self, index: usize) -> Option<Row<Does>> {
        let mut row = row(&index.to_string(), &format!("Document {}", index + 1));
        row.details = vec!["3 mars 2026".into(), "Dr Claire Petit, médecin généraliste".into()];
        Some(row)
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        id.0.parse().ok()
    }
}

pub fn many(count: usize) -> Block<Does> {
    Block::List(List {
        name: format!("{count} documents").into(),
        empty: "Aucun document.".into(),
        rows: Arc::new(Many(count)),
        more: None,
    })
}

pub fn sign_in() -> Page<Does> {
    let mut page = page(
        "Connexion",
        vec![
            Block::Text(
                "Serveur : dmp.exemple.fr. Votre identifiant et votre mot de passe sont ceux de Mon espace santé.".into(),
            ),
            line(WHO, "Identifiant", "camille.martin"),
            Block::Field(Field {
                hint: Some("Douze caractères au moins.".into()),
                ..Field::new(PASSWORD, "Mot de passe".into(), Entry::Secret)
            }),
        ],
    );
    page.actions = vec![
        Action::new("send", 's', "Se connecter".into(), "send").taking(&[PASSWORD]),
        Action::new("lost", 'p', "Identifiant ou mot de passe perdu".into(), "lost"),
    ];
    page.back = Some("back");
    page
}

pub fn home() -> Page<Does> {
    let mut menu = page(
        "Accueil",
        vec![
            Block::Text("Bonjour Camille. Deux documents sont nouveaux depuis votre dernière visite, le 3 mars 2026.".into()),
            list(
                "Que voulez-vous faire ?",
                ["Mes documents", "Qui a vu mon DMP", "Mes professionnels", "Mes volontés", "Mon compte", "Aide et contact"]
                    .iter()
                    .map(|label| row(label, label))
                    .collect(),
            ),
        ],
    );
    menu.banner = Some("Poste partagé".into());
    menu.notice = Some(Notice { serial: 1, tone: Tone::Success, text: "Vous êtes connectée.".into() });
    menu.actions = vec![Action::new("out", 'd', "Se déconnecter".into(), "out")];
    menu
}

pub fn documents(count: usize) -> Page<Does> {
    let mut page = page("Documents", vec![Block::Text("Du plus récent au plus ancien.".into()), many(count)]);
    page.actions = vec![Action::new("filter", 'f', "Choisir une catégorie".into(), "filter")];
    page.back = Some("back");
    page.reports_rest = true;
    page
}

/// Every kind of block at once.
pub fn everything() -> Page<Does> {
    let choosable =
        |id: &str, label: &str, chosen| Choosable { id: RowId(id.into()), label: label.into(), chosen, does: "option" };
    let mut marked = row("cr", "Compte rendu d’hospitalisation");
    marked.marks = vec!["Nouveau".into(), "Masqué aux professionnels".into()];
    marked.details = vec!["3 mars 2026".into(), "Dr Claire Petit, médecin généraliste".into()];
    let mut page = page(
        "Tout",
        vec![
            Block::Text("Un texte.\nDeux lignes.".into()),
            Block::Facts(vec![("Née le".into(), "3 mars 1950".into()), ("Auteur".into(), "Dr Claire Petit".into())]),
            Block::List(List {
                name: "2 documents".into(),
                empty: "Rien.".into(),
                rows: Arc::new(Shown(vec![marked, row("or", "Ordonnance")])),
                more: Some(("Voir les suivants".into(), "more")),
            }),
            list("Aucun message", Vec::new()),
            Block::Group {
                title: "Vos réponses".into(),
                error: Some("Deux réponses se contredisent.".into()),
                blocks: vec![
                    line(WHO, "Nom", "Léa"),
                    Block::Field(Field {
                        hint: Some("Six chiffres.".into()),
                        error: Some("Ce code n’est pas le bon.".into()),
                        ..Field::new(CODE, "Code reçu".into(), Entry::Code { length: 6 })
                    }),
                    field(PASSWORD, "Mot de passe", Entry::Secret),
                ],
            },
            Block::Choice(Choice::new(
                FieldId("where", 0),
                "Où êtes-vous ?".into(),
                vec![choosable("home", "Chez moi", false), choosable("shop", "Sur un poste partagé", true)],
            )),
            Block::Reading { id: Key("reading".into()), reading: Arc::new(report()) },
        ],
    );
    page.busy =
        Some(Busy { text: "Lecture en cours.".into(), progress: Some((37, 100)), stop: Some(("Arrêter".into(), "stop")) });
    page.actions = vec![
        Action::new("save", 's', "Enregistrer".into(), "save").taking(&[CODE, PASSWORD]),
        Action { grave: Some("supprimer".into()), ..Action::new("delete", 'x', "Supprimer pour toujours".into(), "delete") },
    ];
    page.back = Some("back");
    page
}

pub fn report() -> Reading {
    let heading = |text: &str| Piece::Heading { level: 1, text: Rich::plain(text) };
    let said = |text: &str| Piece::Paragraph(Rich::plain(text));
    let mut pieces =
        vec![heading("Motif"), said("Douleur au genou depuis trois semaines, sans fièvre ni chute."), heading("Traitements")];
    pieces.extend((1..=40).map(|n| said(&format!("Médicament numéro {n}, un comprimé le matin."))));
    pieces.push(heading("Conclusion"));
    pieces.push(said("Revoir dans un mois."));
    Reading { title: Some("Lettre".into()), pieces, ..Reading::default() }
}

pub fn reading() -> Page<Does> {
    let mut page = page("Lettre de liaison", vec![Block::Reading { id: Key("r".into()), reading: Arc::new(report()) }]);
    page.actions = vec![Action::new("contents", 't', "Table des matières".into(), "contents")];
    page.back = Some("back");
    page
}

/// A frame as a snapshot: the rows, then what has the cursor and what is lit.
pub fn frame(driver: &Driver) -> String {
    let (x, y) = driver.cursor();
    let rows = driver.text();
    format!("{}\n[curseur {x},{y} ; éclairé : {}]", rows.join("\n"), lit(driver).join(" / "))
}

/// The text shown in reverse video, row by row.
pub fn lit(driver: &Driver) -> Vec<String> {
    let buffer = driver.buffer();
    let row = |y| {
        let lit = (0..buffer.area.width)
            .filter_map(|x| buffer.cell((x, y)))
            .filter(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED));
        lit.map(|cell| cell.symbol()).collect::<String>()
    };
    (0..buffer.area.height).map(row).filter(|text| !text.is_empty()).collect()
}

/// The letters from the cursor on.
pub fn under(driver: &Driver) -> String {
    let (x, y) = driver.cursor();
    driver.text()[usize::from(y)].chars().skip(usize::from(x)).collect()
}

pub fn did(heard: Option<Heard<Does>>) -> Option<Does> {
    if let Some(Heard::Did { does, .. }) = heard { Some(does) } else { None }
}

pub fn press(driver: &mut Driver, page: &Page<Does>, keys: &[KeyCode]) -> Option<Heard<Does>> {
    keys.iter().map(|key| driver.press(page, *key)).last().flatten()
}

pub fn typed(driver: &mut Driver, page: &Page<Does>, text: &str) {
    for letter in text.chars() {
        driver.press(page, KeyCode::Char(letter));
    }
}

pub fn action(id: &'static str) -> ActionId {
    ActionId(id)
}
