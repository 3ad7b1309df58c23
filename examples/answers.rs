//! A form with every kind of answer, to try the faces by hand: `cargo run --example answers -- screen`, `large` or `linear`.
//! It keeps nothing and sends nothing.

#![allow(clippy::expect_used, clippy::print_stderr)]

use dmp::app::Typed;
use dmp::domain::Clean;
use dmp::face::{Face, linear, screen};
use dmp::page::{Action, Block, Choice, Choosable, Field, FieldId, Heard, Leaving, Need, Notice, Page, RowId, Tone};
use dmp::words::Words;

const NAME: FieldId = FieldId("name", 0);
const LINK: FieldId = FieldId("link", 0);
const ILLS: FieldId = FieldId("ills", 0);
const COUNTRY: FieldId = FieldId("country", 0);
const WISHES: FieldId = FieldId("wishes", 0);
const SHORT: FieldId = FieldId("short", 0);

#[derive(Debug, Clone, PartialEq)]
enum Does {
    Chosen(FieldId, usize),
    Check,
    Leave,
}

struct Form {
    name: Typed,
    wishes: Typed,
    short: Typed,
    chosen: Vec<(FieldId, usize)>,
    checked: u64,
}

impl Form {
    fn choice(&self, id: FieldId, label: &str, several: bool, options: &[&str]) -> Choice<Does> {
        let option = |(rank, label): (usize, &&str)| Choosable {
            id: RowId(Clean::new(&rank.to_string())),
            label: Clean::new(label),
            chosen: self.chosen.contains(&(id, rank)),
            does: Does::Chosen(id, rank),
        };
        let options = options.iter().enumerate().map(option).collect();
        Choice { several, need: Need::Optional, ..Choice::new(id, Clean::new(label), options) }
    }

    fn page(&self) -> Page<Does> {
        let mut page = Page::new("form", "Une personne à prévenir".into());
        let missing = self.checked > 0 && self.name.value().is_empty();
        let error: Option<Clean> = missing.then(|| "Il manque un nom. Écrivez-le ici.".into());
        if let Some(error) = &error {
            page.body.push(Block::Errors(vec![(NAME, error.clone())]));
        }
        page.notice = (self.checked > 0).then(|| Notice {
            serial: self.checked,
            tone: if missing { Tone::Problem } else { Tone::Success },
            text: if missing { "Rien n’est envoyé.".into() } else { "Tout est rempli.".into() },
        });
        let countries: Vec<String> = (1..=200)
            .map(|n| format!("{}{n}", ["France ", "Île ", "Pays ", "Bénin "].get(n % 4).copied().unwrap_or_default()))
            .collect();
        let countries: Vec<&str> = countries.iter().map(String::as_str).collect();
        page.body.extend([
            Block::Field(Field {
                hint: Some("Le nom de naissance, tel qu’il est sur la carte d’identité.".into()),
                example: Some("Morel".into()),
                error,
                need: Need::Required,
                ..Field::new(NAME, "Nom".into(), self.name.entry())
            }),
            Block::Choice(Choice {
                hint: Some("Ce qu’elle est pour vous.".into()),
                ..self.choice(LINK, "Lien avec vous", false, &["Mère", "Père", "Fille", "Fils", "Ami", "Médecin traitant"])
            }),
            Block::Choice(self.choice(ILLS, "Maladies", true, &["Diabète", "Asthme", "Hypertension"])),
            Block::Choice(self.choice(COUNTRY, "Pays", false, &countries)),
            Block::Field(Field {
                hint: Some("Avec vos mots. Vous pourrez les changer plus tard.".into()),
                need: Need::Optional,
                ..Field::new(WISHES, "Vos volontés".into(), self.wishes.entry())
            }),
            Block::Field(Field {
                need: Need::Optional,
                limit: Some(40),
                ..Field::new(SHORT, "Une remarque".into(), self.short.entry())
            }),
        ]);
        page.actions = vec![Action::new("check", 'v', "Vérifier".into(), Does::Check)];
        page.back = Some(Does::Leave);
        page
    }

    fn choose(&mut self, id: FieldId, rank: usize) {
        let before = self.chosen.len();
        self.chosen.retain(|chosen| *chosen != (id, rank));
        if self.chosen.len() == before {
            if id != ILLS {
                self.chosen.retain(|(other, _)| *other != id);
            }
            self.chosen.push((id, rank));
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let words = Words::french();
    let size = if std::env::args().any(|arg| arg == "large") { screen::Size::Large } else { screen::Size::Normal };
    let mut face = if std::env::args().any(|arg| arg == "linear") {
        Face::Linear(Box::new(linear::Linear::open(linear::Options::default())?))
    } else {
        Face::Screen(Box::new(screen::Screen::open(screen::Options::new(size))?))
    };
    let mut form = Form {
        name: Typed::default(),
        wishes: Typed::area(Clean::empty()),
        short: Typed::default(),
        chosen: Vec::new(),
        checked: 0,
    };
    loop {
        let page = form.page();
        face.show(&page, &words)?;
        match face.next(&page, &words).await? {
            Heard::Edited(NAME, change) => form.name.apply(&change),
            Heard::Edited(WISHES, change) => form.wishes.apply(&change),
            Heard::Edited(_, change) => form.short.apply(&change),
            Heard::Did { does: Does::Chosen(id, rank), .. } => form.choose(id, rank),
            Heard::Did { does: Does::Check, .. } => form.checked += 1,
            Heard::Did { does: Does::Leave, .. } | Heard::Leaving(Leaving::Asked | Leaving::Ended) => return Ok(()),
            Heard::Follow(_) | Heard::Rested(_) | Heard::Needs(_) | Heard::Active | Heard::Help => {}
        }
    }
}
