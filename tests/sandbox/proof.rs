//! What `$who` says is what happens: a thousand cases drawn at random, asked of the person's door, then tried at the professionals'.

use crate::app::{App, NADIA, Setting, Tokens};
use crate::consents::{block, consents, post, put, with};
use crate::masks::{change, mask, unmask};
use crate::professionals::{TREATING, act};
use crate::rights::{MODES, named, of_person, of_profession, parts, said, who};
use serde_json::{Value, json};

const CASES: u32 = 1_000;
/// Cases between two moves of a switch.
const SWITCHED: u32 = 25;

/// The same at every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        for (shift, by) in [(30, 0xbf58_476d_1ce4_e5b9_u64), (27, 0x94d0_49bb_1331_11eb)] {
            value = (value ^ (value >> shift)).wrapping_mul(by);
        }
        usize::try_from((value ^ (value >> 31)) % sides as u64).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.roll(all.len())]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Unknown,
    Agreed,
    Blocked,
    Author,
    BlockedAuthor,
    Treating,
}

/// More of those to whom only an emergency opens the record.
const RELATIONS: [Relation; 10] = [
    Relation::Unknown,
    Relation::Unknown,
    Relation::Unknown,
    Relation::Unknown,
    Relation::Agreed,
    Relation::Blocked,
    Relation::Author,
    Relation::BlockedAuthor,
    Relation::Treating,
    Relation::Treating,
];

struct World {
    app: App,
    tokens: Tokens,
    /// One document of each type: type, class, id.
    documents: Vec<(String, String, String)>,
    masked: Vec<bool>,
    /// The ids of the three.
    switches: Vec<String>,
}

fn somebody(idnps: &str, profession: &str) -> Value {
    json!({ "idnps": idnps, "name": format!("Dr {idnps}"), "profession": profession, "speciality": "", "organisation": "Cabinet du Port" })
}

impl World {
    async fn new() -> Self {
        let options = dmp::sandbox::Options { professionals: 0, source_limit: false, ..Default::default() };
        let app = App::with(Setting { options, ..Setting::default() }).await;
        let tokens = app.sign_in(NADIA, "home").await;
        let matrix = app.get("/fhir/$habilitations", &tokens.access).await.body;
        let all = consents(&app, &tokens, "&status=active&_count=200").await;
        let switches = all.iter().filter(|one| one["provision"]["actor"].is_null());
        let switches: Vec<String> = switches.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(switches.len(), 3);
        let mut world = Self { app, tokens, documents: Vec::new(), masked: Vec::new(), switches };
        for kind in named(&matrix, "type") {
            let text = |name: &str| parts(kind, name)[0].clone();
            let (code, class) = (text("code")["code"].as_str().unwrap().to_owned(), text("class").as_str().unwrap().to_owned());
            let id = world.deposit(&somebody("810999009999", "10"), &code, &class).await;
            world.documents.push((code, class, id));
            world.masked.push(false);
        }
        world
    }

    /// The id of a new document by `author`.
    async fn deposit(&self, author: &Value, code: &str, class: &str) -> String {
        let text = json!({ "title": "Un document", "type": code, "class": class, "text": "Tout va bien." });
        assert_eq!(act(&self.app, "deposit", author, NADIA.0, text).await.status, 202);
        let of = |document: &Value| document["contained"][0]["practitioner"]["identifier"]["value"].clone();
        let found = self.app.search(&self.tokens, &format!("&type={code}&_count=200")).await;
        let all = found.body["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone());
        let mut own = all.filter(|document| of(document) == author["idnps"]);
        own.next().unwrap()["id"].as_str().unwrap().to_owned()
    }

    async fn make_masked(&self, id: &str, masked: bool) {
        let patch = if masked { mask() } else { unmask(1) };
        let changed = change(&self.app, &self.tokens, id, &patch).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
    }

    async fn switch(&self, dice: &mut Dice) {
        for id in &self.switches {
            let kind = *dice.of(&["permit", "permit", "deny"]);
            let one = self.app.get(&format!("/fhir/Consent/{id}"), &self.tokens.access).await.body;
            let version = one["meta"]["versionId"].as_str().unwrap();
            assert_eq!(put(&self.app, &self.tokens, &with(&one, "/provision/type", kind), version).await.status, 200);
        }
    }

    /// In the list and in its total; what they get when they ask for it.
    async fn gets(&self, professional: &Value, mode: &str, document: &str) -> (bool, bool) {
        let more = json!({ "mode": mode, "motive": "Patient inconscient", "document": document });
        let list = act(&self.app, "list", professional, NADIA.0, more.clone()).await;
        let listed = match list.status.as_u16() {
            200 => {
                let lines = list.body["documents"].as_array().unwrap();
                assert_eq!(list.body["total"], lines.len());
                lines.iter().any(|line| line["id"] == document)
            }
            status => {
                assert_eq!(status, 403);
                false
            }
        };
        let read = act(&self.app, "read", professional, NADIA.0, more).await;
        assert!([200, 403, 404].contains(&read.status.as_u16()), "{}", read.text);
        (listed, read.status == 200)
    }
}

/// What `$who` said, read as its documentation says it is to be.
fn foretold(answer: &Value, professional: &Value, relation: Relation, mode: usize) -> bool {
    let text = |member: &str| professional[member].as_str().unwrap();
    let of_capacity = |word: &str| named(answer, "capacity").into_iter().find(|one| parts(one, "code")[0] == word).unwrap();
    if relation == Relation::Unknown || text("capacity") != "care" {
        let row = match text("capacity") {
            "care" => of_profession(answer, text("profession")).map(said),
            capacity => Some(said(of_capacity(capacity))),
        };
        // These rows are of those who were agreed to, and who answer at the 15.
        let stands = match MODES[mode] {
            "normal" => relation == Relation::Agreed,
            "centre_15" => professional["regulator"] == true,
            _glass => true,
        };
        return relation != Relation::Blocked && stands && row.is_some_and(|row| row[mode]);
    }
    said(of_person(answer, text("idnps")).unwrap_or_else(|| panic!("{} is not said", text("idnps"))))[mode]
}

#[tokio::test]
async fn a_thousand_random_professionals_get_exactly_what_who_said_before_the_document_was_masked_or_not() {
    let mut world = World::new().await;
    let mut dice = Dice(4);
    let matrix = world.app.get("/fhir/$habilitations", &world.tokens.access).await.body;
    let mut professions: Vec<String> =
        named(&matrix, "profession").into_iter().map(|one| parts(one, "code")[0]["code"].as_str().unwrap().to_owned()).collect();
    professions.extend(["71".to_owned(), String::new()]);
    act(&world.app, "agree", &somebody(TREATING, "10"), NADIA.0, json!({})).await;
    let (mut yes, mut told) = ([0; 3], std::collections::HashSet::new());
    for number in 0..CASES {
        if number % SWITCHED == 0 {
            world.clock().advance(dmp::sandbox::MINUTE);
            world.tokens = world.fresh().await;
            world.switch(&mut dice).await;
        }
        let relation = *dice.of(&RELATIONS);
        let may_differ = [Relation::Unknown, Relation::Agreed, Relation::Blocked].contains(&relation);
        let capacity = match may_differ && dice.roll(4) == 0 {
            true => *dice.of(&["occupational", "advisory", "insurer", "administrative"]),
            false => "care",
        };
        let profession = dice.of(&professions).clone();
        let mut professional = match relation == Relation::Treating {
            true => somebody(TREATING, "10"),
            false => somebody(&format!("8108{number:08}"), &profession),
        };
        let which = dice.roll(world.documents.len());
        professional["capacity"] = capacity.into();
        professional["regulator"] = (relation == Relation::Unknown && capacity == "care" && dice.roll(4) > 0).into();
        let (code, class, mut document) = world.documents[which].clone();
        if matches!(relation, Relation::Author | Relation::BlockedAuthor) {
            document = world.deposit(&professional, &code, &class).await;
        }
        if matches!(relation, Relation::Agreed | Relation::Author) {
            act(&world.app, "agree", &professional, NADIA.0, json!({})).await;
        }
        if matches!(relation, Relation::Blocked | Relation::BlockedAuthor) {
            let deny = block(&world.tokens.patient, professional["idnps"].as_str().unwrap());
            assert_eq!(post(&world.app, &world.tokens, &deny).await.status, 201);
        }
        // What is said before is what is so after.
        let masked = dice.roll(2) == 0;
        let answer = who(&world.app, &world.tokens, &document, &format!("?mask={masked}")).await;
        let was = document == world.documents[which].2 && world.masked[which];
        if masked != was {
            world.make_masked(&document, masked).await;
            if document == world.documents[which].2 {
                world.masked[which] = masked;
            }
        }
        // Those who answer at the 15 do so more often than not.
        let mode = match professional["regulator"] == true && dice.roll(2) == 0 {
            true => 2,
            false => dice.roll(MODES.len()),
        };
        let expected = foretold(&answer, &professional, relation, mode);
        let got = world.gets(&professional, MODES[mode], &document).await;
        assert_eq!(got, (expected, expected), "{number}: {relation:?} {professional} {} {code} masked {masked}", MODES[mode]);
        yes[mode] += u32::from(expected);
        told.insert((relation as u8, capacity, mode, masked, expected));
    }
    // The dice have shown enough of everything.
    assert!(yes.iter().all(|yes| *yes > 25), "{yes:?}");
    assert!(told.len() > 60, "{}", told.len());
}

impl World {
    fn clock(&self) -> &crate::app::Hands {
        &self.app.clock
    }

    /// A session that has not gone idle nor grown old meanwhile, and a password just given.
    async fn fresh(&self) -> Tokens {
        self.app.unlock(&self.tokens, NADIA.1).await
    }
}
