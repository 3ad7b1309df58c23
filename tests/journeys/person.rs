//! Somebody using the program through its pages alone: chooses by the labels read, sees what is said.

use dmp::app::{Answer, Connected, Demonstration, Do, Effect, Errand, Model, Msg, Noticed, Page, Settings, Ticket, update, view};
use dmp::domain::{
    About, Account, Author, Category, Challenge, Channel, ChannelId, Consent, ConsentId, Consents, Content, Date, Document,
    DocumentId, Emergency, Faithful, Fetched, Format, History, Kind, Listing, Matrix, News, Occupation, OpenSession, Party,
    Patient, PatientId, Place, Professional, ProfessionalId, Professionals, Reading, Rpps, Secret, Seers, Sees, SessionId,
    Standing, States, Step, Workplace,
};
use dmp::page::{Anchor, Block, Change, Entry, FieldId, Heard, Secrets};
use dmp::words::Words;
use std::sync::Arc;
use std::time::Duration;

pub struct Person {
    pub model: Model,
    pub effects: Vec<Effect>,
    secrets: Secrets,
}

/// Something that can be chosen, by what is read of it.
struct Choice {
    label: String,
    does: Do,
    takes: Vec<FieldId>,
}

impl Person {
    pub fn at(place: Place) -> Self {
        let settings = Settings {
            place: Some(place),
            server: Some("https://dmp.example/fhir".into()),
            lock_at_home: Some(Duration::from_secs(600)),
            lock_in_shop: Duration::from_secs(600),
            folder: "/home/camille".into(),
            ..Settings::default()
        };
        Self::with(settings)
    }

    pub fn with(settings: Settings) -> Self {
        let mut model = Model::new(Words::french(), settings);
        let effects = update(&mut model, Msg::Start);
        Self { model, effects, secrets: Secrets::default() }
    }

    /// Signed in, on the home page, with these documents.
    pub fn signed_in(documents: Vec<Document>) -> Self {
        let mut person = Self::at(Place::Home);
        person.connect();
        person.sign_in();
        person.documents(listing(documents));
        person
    }

    pub fn connect(&mut self) {
        let connected = Connected { host: "dmp.example".into(), proxy: None, demonstration: None };
        self.answer(Answer::Connected(Ok(connected)));
    }

    pub fn connect_to_demonstration(&mut self) {
        let person = Demonstration { identifier: "camille.martin".into(), password: "Bienvenue-2026!".into() };
        let connected = Connected { host: "127.0.0.1".into(), proxy: None, demonstration: Some(person) };
        self.answer(Answer::Connected(Ok(connected)));
    }

    /// From the sign-in page to home.
    pub fn sign_in(&mut self) {
        self.sign_in_as(patient(), account());
    }

    pub fn sign_in_as(&mut self, patient: Patient, account: Account) {
        self.types("Identifiant", "camille.martin");
        self.types("Mot de passe", "une phrase assez longue");
        self.choose("Se connecter");
        self.answer(Answer::Step(Ok(Step::Code(challenge(Some(ChannelId::Sms))))));
        self.types("Code", "123 456");
        self.choose("Valider le code");
        self.answer(Answer::Verified(Ok(patient.id.clone())));
        self.introduce(patient, account);
    }

    pub fn introduce(&mut self, patient: Patient, account: Account) {
        self.answer(Answer::Introduced(Box::new(Ok((patient, account)))));
    }

    pub fn page(&self) -> Page {
        view(&self.model)
    }

    /// Everything the page says, one thing a line.
    pub fn reads(&self) -> String {
        let page = self.page();
        let mut out = vec![page.title.to_string()];
        out.extend(page.banner.iter().map(ToString::to_string));
        out.extend(page.notice.iter().map(|notice| notice.text.to_string()));
        out.extend(page.busy.iter().map(|busy| busy.text.to_string()));
        page.body.iter().for_each(|block| say(block, &mut out));
        out.extend(page.actions.iter().map(|action| action.label.to_string()));
        out.join("\n")
    }

    #[track_caller]
    pub fn sees(&self, text: &str) {
        assert!(self.reads().replace('\u{a0}', " ").contains(text), "« {text} » is not on the page:\n{}", self.reads());
    }

    #[track_caller]
    pub fn does_not_see(&self, text: &str) {
        assert!(!self.reads().replace('\u{a0}', " ").contains(text), "« {text} » is on the page:\n{}", self.reads());
    }

    /// Chooses what begins with this label.
    #[track_caller]
    pub fn choose(&mut self, label: &str) {
        let choices = choices(&self.page());
        let found = choices.into_iter().find(|choice| choice.label.replace('\u{a0}', " ").starts_with(label));
        let Some(choice) = found else { panic!("nothing to choose begins with « {label} »:\n{}", self.reads()) };
        let mut secrets = Secrets::default();
        for field in choice.takes {
            if let Some(secret) = self.secrets.take(field) {
                secrets.0.push((field, secret));
            }
        }
        self.hear(Heard::Did { does: choice.does, secrets, at: Anchor::Top });
    }

    /// "More", at the end of the list: without reading it all, however long it is.
    #[track_caller]
    pub fn asks_for_more(&mut self) {
        let more = |block: &Block<Do>| if let Block::List(list) = block { list.more.clone() } else { None };
        let (_, does) = self.page().body.iter().find_map(more).expect("a list that goes on");
        self.hear(Heard::Did { does, secrets: Secrets::default(), at: Anchor::Top });
    }

    #[track_caller]
    pub fn types(&mut self, label: &str, text: &str) {
        let page = self.page();
        let Some((id, entry)) = fields(&page.body).into_iter().find(|(name, ..)| name == label).map(|(_, id, entry)| (id, entry))
        else {
            panic!("no field « {label} »:\n{}", self.reads())
        };
        match entry {
            Entry::Line { value, .. } | Entry::Area { value, .. } => {
                self.hear(Heard::Edited(id, Change { from: 0, to: value.chars().count(), text: text.into() }));
            }
            Entry::Secret | Entry::Code { .. } => self.secrets.0.push((id, Secret::from(text))),
        }
    }

    /// What stands in a field of one line.
    #[track_caller]
    pub fn wrote(&self, label: &str) -> String {
        let found = fields(&self.page().body).into_iter().find(|(name, ..)| name == label);
        match found {
            Some((_, _, Entry::Line { value, .. } | Entry::Area { value, .. })) => value.to_string(),
            _ => panic!("no line « {label} »:\n{}", self.reads()),
        }
    }

    pub fn goes_back(&mut self) {
        let back = self.page().back.expect("a way back");
        self.hear(Heard::Did { does: back, secrets: Secrets::default(), at: Anchor::Top });
    }

    /// Stops what is under way.
    pub fn stops(&mut self) {
        let stop = self.page().busy.and_then(|busy| busy.stop).expect("a way to stop").1;
        self.hear(Heard::Did { does: stop, secrets: Secrets::default(), at: Anchor::Top });
    }

    pub fn hear(&mut self, heard: Heard<Do>) {
        self.msg(Msg::Heard(heard));
    }

    pub fn msg(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.effects.extend(effects);
    }

    /// Answers the last question of the kind this answer is for.
    #[track_caller]
    pub fn answer(&mut self, answer: Answer) {
        let ticket = self.asked(&answer);
        self.msg(Msg::Answer(ticket, answer));
    }

    /// The ticket of the last effect that waits for such an answer; it is taken.
    #[track_caller]
    pub fn asked(&mut self, answer: &Answer) -> Ticket {
        let fits = |effect: &Effect| match answer {
            Answer::Connected(_) => matches!(effect, Effect::Connect { .. } | Effect::Demonstration { .. }),
            Answer::Step(_) => {
                matches!(effect, Effect::SignIn { .. } | Effect::ChangePassword { .. } | Effect::ChooseChannel { .. })
            }
            Answer::Verified(_) => matches!(effect, Effect::Verify { .. }),
            Answer::Introduced(_) => matches!(effect, Effect::Introduce { .. }),
            Answer::SignedOut(_) => matches!(effect, Effect::SignOut { .. }),
            Answer::Unlocked(_) => matches!(effect, Effect::Unlock { .. }),
            Answer::Documents(_) => matches!(effect, Effect::Documents { .. }),
            Answer::Fetched(_) => matches!(effect, Effect::Fetch { .. }),
            Answer::Begun(_) | Answer::Read(_) => matches!(effect, Effect::Read { .. }),
            Answer::Gathered(_) => matches!(effect, Effect::Gather { .. }),
            Answer::Painted(_) => matches!(effect, Effect::Paint { .. }),
            Answer::Resolved(_) => matches!(effect, Effect::Resolve { .. }),
            Answer::Saved(_) => matches!(effect, Effect::Save { .. }),
            Answer::Copied(_) => matches!(effect, Effect::Copy { .. }),
            Answer::Browsed(_) => matches!(effect, Effect::Browse { .. }),
            Answer::History(_) => matches!(effect, Effect::History { .. }),
            Answer::Sessions(_) => matches!(effect, Effect::Sessions { .. }),
            Answer::Professionals(_) => matches!(effect, Effect::Professionals { .. }),
            Answer::Professional(_) => matches!(effect, Effect::Professional { .. }),
            Answer::Establishments(_) => matches!(effect, Effect::Establishments { .. }),
            Answer::Consents(_) => matches!(effect, Effect::Consents { .. }),
            Answer::Notices(noticed) => matches!(effect, Effect::Notices { errand, .. } if fits_errand(errand, noticed)),
            Answer::Changed(_) => matches!(effect, Effect::Change { .. }),
            Answer::Filed(_) => matches!(effect, Effect::File { .. }),
            Answer::Preferences(_) => matches!(effect, Effect::Preferences { .. }),
            Answer::MaskedNew(_) => matches!(effect, Effect::MaskNew { .. }),
            Answer::Who(_) => matches!(effect, Effect::Who { .. }),
            Answer::Matrix(_) => matches!(effect, Effect::Matrix { .. }),
            Answer::SessionsEnded(_) => matches!(effect, Effect::EndSessions { .. }),
            Answer::Recalled(_) => matches!(effect, Effect::Recall { .. }),
            Answer::Mine(_) => matches!(effect, Effect::Mine { .. }),
            Answer::Written(_) => matches!(effect, Effect::Write { .. }),
            Answer::Drawn(_) => matches!(effect, Effect::DrawIdentifier { .. }),
            Answer::Drafts(_) => matches!(effect, Effect::Drafts { .. }),
            Answer::Chosen(_) => matches!(effect, Effect::ChooseFile { .. } | Effect::TakeFile { .. }),
            Answer::Looked(_) => matches!(effect, Effect::Look { .. }),
        };
        let at =
            self.effects.iter().rposition(fits).unwrap_or_else(|| panic!("nothing asked for {answer:?}: {:?}", self.effects));
        self.effects.remove(at).ticket().expect("a ticket")
    }

    /// What arrives is told to whoever listens.
    #[track_caller]
    pub fn hears(&mut self, news: News) {
        let listens =
            |effect: &Effect| matches!(effect, Effect::Notices { errand, .. } if matches!(**errand, Errand::Listen { .. }));
        let ticket = self.effects.iter().rfind(|effect| listens(effect)).and_then(Effect::ticket).expect("somebody listens");
        self.msg(Msg::News(ticket, news));
    }

    /// What happened since the last visit is counted, as often as it is asked.
    #[track_caller]
    pub fn counts(&mut self, history: &History) {
        let asks = |effect: &Effect| matches!(effect, Effect::HistorySince { .. });
        let at = self.effects.iter().rposition(asks).expect("what happened since was asked for");
        let ticket = self.effects.remove(at).ticket().unwrap();
        self.msg(Msg::Answer(ticket, Answer::History(Ok(history.clone()))));
    }

    #[track_caller]
    pub fn noticed(&mut self, noticed: Noticed) {
        self.answer(Answer::Notices(Box::new(noticed)));
    }

    pub fn documents(&mut self, listing: Listing) {
        self.answer(Answer::Documents(Ok(listing)));
    }

    pub fn news(&mut self, documents: Vec<Document>) {
        let at = self.effects.iter().position(|effect| matches!(effect, Effect::News { .. })).expect("news were asked for");
        let ticket = self.effects.remove(at).ticket().unwrap();
        self.msg(Msg::Answer(ticket, Answer::Documents(Ok(listing(documents)))));
    }

    #[track_caller]
    pub fn asks(&self, what: fn(&Effect) -> bool) {
        assert!(self.effects.iter().any(what), "{:?}", self.effects);
    }
}

fn fits_errand(errand: &Errand, noticed: &Noticed) -> bool {
    match noticed {
        Noticed::Listed(_) => matches!(errand, Errand::List { .. }),
        Noticed::Marked(_) => matches!(errand, Errand::Mark { .. }),
        Noticed::AllMarked(..) => matches!(errand, Errand::MarkAll { .. }),
        Noticed::Trace(_) => matches!(errand, Errand::Trace { .. }),
        Noticed::Document(_) => matches!(errand, Errand::Document(_)),
        Noticed::Choices(_) => matches!(errand, Errand::Choices),
        Noticed::Chosen(_) => matches!(errand, Errand::Choose { .. }),
    }
}

fn say(block: &Block<Do>, out: &mut Vec<String>) {
    match block {
        Block::Text(text) => out.push(text.to_string()),
        Block::Facts(facts) => out.extend(facts.iter().map(|(label, value)| format!("{label} : {value}"))),
        Block::List(list) => {
            out.push(list.name.to_string());
            let count = list.rows.count().here();
            if count == 0 {
                out.push(list.empty.to_string());
            }
            for row in (0..count).filter_map(|index| list.rows.row(index)) {
                let parts = row.marks.iter().chain([&row.label]).chain(&row.details).map(ToString::to_string);
                out.push(parts.collect::<Vec<_>>().join(", "));
            }
        }
        Block::Field(field) => {
            out.push(field.label.to_string());
            out.extend(field.hint.iter().chain(&field.example).chain(&field.error).map(ToString::to_string));
        }
        Block::Choice(choice) => {
            out.push(choice.label.to_string());
            out.extend(choice.hint.iter().chain(&choice.error).map(ToString::to_string));
            let chosen = choice.options.iter().filter(|option| option.chosen);
            out.extend(chosen.map(|option| format!("choisi : {}", option.label)));
        }
        Block::Errors(errors) => out.extend(errors.iter().map(|(_, text)| text.to_string())),
        Block::Group { title, blocks, error } => {
            out.push(title.to_string());
            out.extend(error.iter().map(ToString::to_string));
            blocks.iter().for_each(|block| say(block, out));
        }
        Block::Reading { reading, .. } => out.push(format!("{reading:?}")),
        Block::Picture(picture) => out.push(picture.alt.to_string()),
        Block::Series(series) => {
            out.push(series.legend.to_string());
            out.extend(series.points.iter().map(|point| format!("{point:?}")));
        }
    }
}

fn choices(page: &Page) -> Vec<Choice> {
    let mut out = rows(&page.body);
    for block in &page.body {
        let mut said = Vec::new();
        if let Block::List(list) = block {
            said.extend(list.more.iter().map(|(label, does)| (label, does)));
        }
        out.extend(said.into_iter().map(|(label, does)| Choice {
            label: label.to_string(),
            does: does.clone(),
            takes: Vec::new(),
        }));
    }
    if let Some((label, does)) = page.busy.as_ref().and_then(|busy| busy.stop.clone()) {
        out.push(Choice { label: label.to_string(), does, takes: Vec::new() });
    }
    out.extend(page.actions.iter().map(|action| Choice {
        label: action.label.to_string(),
        does: action.does.clone(),
        takes: action.takes.clone(),
    }));
    out
}

fn rows(blocks: &[Block<Do>]) -> Vec<Choice> {
    let mut out = Vec::new();
    for block in blocks {
        if let Block::List(list) = block {
            let rows = (0..list.rows.count().here()).filter_map(|index| list.rows.row(index));
            out.extend(rows.map(|row| Choice { label: row.label.to_string(), does: row.does, takes: Vec::new() }));
            let more = list.more.iter().map(|(label, does)| (label.to_string(), does.clone()));
            out.extend(more.map(|(label, does)| Choice { label, does, takes: Vec::new() }));
        } else if let Block::Group { blocks, .. } = block {
            out.extend(rows(blocks));
        } else if let Block::Choice(choice) = block {
            let options = choice.options.iter().map(|option| (option.label.to_string(), option.does.clone()));
            out.extend(options.map(|(label, does)| Choice { label, does, takes: Vec::new() }));
        }
    }
    out
}

fn fields(blocks: &[Block<Do>]) -> Vec<(String, FieldId, Entry)> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Field(field) => vec![(field.label.to_string(), field.id, field.entry.clone())],
            Block::Group { blocks, .. } => fields(blocks),
            Block::Text(_) | Block::Facts(_) | Block::List(_) | Block::Choice(_) | Block::Errors(_) => Vec::new(),
            Block::Reading { .. } | Block::Picture(_) | Block::Series(_) => Vec::new(),
        })
        .collect()
}

pub fn patient() -> Patient {
    Patient {
        id: PatientId::new("patient-1").unwrap(),
        name: "Camille Martin".into(),
        family: "Martin".into(),
        given: "Camille".into(),
        born: Date::fhir("1979-03-14"),
        ins: None,
        open: true,
        closed_on: None,
        treating_doctor: Some(Party { identifier: Some("810999001000".into()), name: Some("Dr Alice Dumont".into()) }),
    }
}

pub fn account() -> Account {
    Account { previous_sign_in: "2026-10-12T08:00:00Z".parse().ok(), ..Account::default() }
}

pub fn challenge(channel: Option<ChannelId>) -> Challenge {
    Challenge {
        channels: vec![
            Channel { id: ChannelId::Sms, hint: "06 •• •• •• 42".into() },
            Channel { id: ChannelId::Mail, hint: "c••••@exemple.fr".into() },
        ],
        channel,
        length: 6,
        expires_in: Some(600),
        resend_in: Some(30),
        attempts_left: Some(5),
        position: Some((2, 2)),
    }
}

pub fn document(number: u32, title: &str, date: &str) -> Document {
    Document {
        id: DocumentId::new(&format!("doc-{number}")).unwrap(),
        title: title.into(),
        kind: Kind { code: "11488-4".into(), class: "10".into(), said: None },
        category: Category::Reports,
        date: Date::fhir(date),
        deposited: format!("{date}T10:00:00Z").parse().ok(),
        author: Author { name: Some("Dr Alice Dumont".into()), profession: Some("10".into()), ..Author::default() },
        states: States::default(),
        contents: vec![Content {
            url: format!("Binary/doc-{number}").into(),
            format: Format::Cda,
            media_type: "text/xml".into(),
            size: Some(1200),
            sha1: None,
        }],
        replaces: None,
        version: None,
    }
}

pub fn listing(documents: Vec<Document>) -> Listing {
    let total = u64::try_from(documents.len()).ok();
    Listing { documents: documents.into_iter().map(Arc::new).collect(), total, next: None, unreadable: Vec::new() }
}

pub fn fetched(faithful: Faithful) -> Fetched {
    Fetched { bytes: Arc::from(b"<x/>".as_slice()), media_type: "text/xml".into(), faithful }
}

pub fn reading() -> Reading {
    use dmp::domain::{Piece, Words};
    let heading = |text: &str| Piece::Heading { level: 1, text: Words::plain(text) };
    Reading {
        pieces: vec![
            heading("Motif"),
            Piece::Paragraph(Words::plain("Toux depuis trois jours.")),
            heading("Conclusion"),
            Piece::Paragraph(Words::plain("Repos.")),
        ],
        ..Reading::default()
    }
}

/// Three sessions: this one, one on a shared computer, one of which little is known.
pub fn open_sessions() -> Vec<OpenSession> {
    let instant = |text: &str| text.parse().ok();
    let session = |id, opened, last_seen, place, current| OpenSession {
        id: SessionId::new(id).unwrap(),
        opened: instant(opened),
        last_seen: instant(last_seen),
        place,
        current,
    };
    vec![
        session("s-1", "2026-11-20T11:00:00Z", "2026-11-20T12:00:00Z", Some(Place::Home), true),
        session("s-2", "2026-11-18T08:30:00Z", "2026-11-18T08:41:00Z", Some(Place::Shop), false),
        session("s-3", "2026-11-02T19:05:00Z", "", None, false),
    ]
}

/// Somebody of the directory, of whom everything is known.
pub fn professional(id: &str, name: &str, speciality: &str, organisation: &str, city: &str) -> Professional {
    let occupation = Occupation { profession: Some("10".into()), speciality: Some(speciality.into()), said: None };
    let workplace = Workplace {
        organisation: Some(organisation.into()),
        street: vec!["4 rue du Vieux-Pont".into()],
        postcode: Some("69003".into()),
        city: Some(city.into()),
        phones: vec!["0199000014".into()],
    };
    Professional {
        id: ProfessionalId::new(id).unwrap(),
        name: Some(name.into()),
        occupations: vec![occupation],
        rpps: Rpps::new("10999001000"),
        national: Some("810999001000".into()),
        workplaces: vec![workplace],
        retired: false,
    }
}

fn consent(id: &str, about: About, permit: bool, since: &str) -> Consent {
    let (id, version) = (ConsentId::new(id).unwrap(), Some("1".into()));
    Consent { id, version, about, permit, since: Date::fhir(since), until: None }
}

fn party(identifier: &str, name: &str) -> Party {
    Party { identifier: Some(identifier.into()), name: Some(name.into()) }
}

/// Somebody allowed, somebody blocked, a hospital, and the three switches, the last of which is off.
pub fn consents() -> Consents {
    let doctor = |identifier, name| About::Professional(party(identifier, name));
    let hospital = About::Establishment(party("1729990001", "Centre hospitalier de Villerose"));
    let stay = Consent { until: Date::fhir("2026-12-15"), ..consent("c-3", hospital, true, "2026-11-10") };
    let switch = |id, emergency, permit| consent(id, About::Emergency(emergency), permit, "2025-01-05");
    let all = vec![
        consent("c-1", doctor("810999001018", "Dr Hugo Leroy"), true, "2026-03-04"),
        consent("c-2", doctor("810999001026", "M. Paul Marsan"), false, "2026-06-20"),
        stay,
        switch("c-4", Emergency::Samu, true),
        switch("c-5", Emergency::BreakGlass, true),
        switch("c-6", Emergency::Masked, false),
    ];
    Consents { all, unreadable: 0 }
}

/// Who sees a document.
pub fn seers(masked: bool) -> Seers {
    let (yes, no) = (Sees { normal: true, regulation: true, break_glass: true }, Sees::default());
    let urgent = Sees { normal: false, regulation: true, break_glass: true };
    let party = |name: &str| Party { identifier: None, name: Some(name.into()) };
    let nurse = if masked { urgent } else { yes };
    Seers {
        masked,
        people: vec![
            (party("Dr Alice Dumont"), vec![Standing::Author, Standing::TreatingDoctor], yes),
            (party("M. Paul Marsan"), vec![Standing::Blocked], no),
        ],
        professions: vec![("10".into(), None, nurse), ("60".into(), None, nurse), ("80".into(), None, no)],
        stays: vec![(party("Centre hospitalier de Villerose"), None)],
    }
}

/// Two professions, three kinds of documents.
pub fn matrix() -> Matrix {
    let kind = |code: &str, class: &str| Kind { code: code.into(), class: class.into(), said: None };
    let types = vec![kind("11502-2", "10"), kind("11490-0", "10"), kind("51852-2", "52")];
    let all = types.iter().map(|kind| kind.code.clone()).collect();
    let some = ["11502-2".into(), "11490-0".into()].into_iter().collect();
    Matrix { version: Date::fhir("2023-10-29"), types, professions: vec![("10".into(), None, all), ("60".into(), None, some)] }
}

/// Three of them: homonyms, and one of whom hardly anything is known.
pub fn professionals() -> Professionals {
    let one = professional("003-1", "Dr Anne Lefèvre", "SM54", "Maison de santé du Vieux Pont", "Lyon");
    let other = professional("003-2", "Dr Anne Lefèvre", "SM04", "Clinique des Érables", "Lyon");
    let other = Professional { national: Some("810999001042".into()), ..other };
    let bare =
        Professional { name: None, occupations: Vec::new(), rpps: None, national: None, workplaces: Vec::new(), ..one.clone() };
    let bare = Professional { id: ProfessionalId::new("003-3").unwrap(), ..bare };
    Professionals { found: [one, other, bare].map(Arc::new).to_vec(), total: Some(3), unreadable: 0, next: None }
}
