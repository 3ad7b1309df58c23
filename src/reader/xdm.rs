//! A zip of documents: the IHE_XDM.zip of the DMP, with what METADATA.XML says of each, or any other. INDEX.HTM is never believed.

use super::xml::{Element, Tree};
use super::zip::{self, Member, Why};
use super::{encoding, prose};
use crate::domain::{
    Clean, Damage, Date, Embedded, Facts, Item, Kind, Label, LinkId, Marker, Names, Piece, Reading, Target, Words,
};
use sha1::{Digest, Sha1};
use std::collections::HashMap;
use std::sync::Arc;

/// Documents of which METADATA.XML is read.
const DESCRIBED: usize = 2_000;
/// What an author is, among the classifications of a document (IHE ITI TF-3, table 4.2.5.1-2).
const AUTHOR: &str = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d";
const TYPE: &str = "urn:uuid:f0306f51-975f-434e-a61c-c59651d33983";

/// What METADATA.XML says of one document.
#[derive(Debug, Default)]
struct Described {
    title: Option<Clean>,
    kind: Option<Kind>,
    created: Option<Date>,
    authors: Vec<Clean>,
    sha1: Option<String>,
}

pub fn read(bytes: &[u8]) -> Result<Reading, Damage> {
    let members = zip::members(bytes)?;
    let described = describe(&members);
    let mut reading = Reading::default();
    let (mut documents, mut others, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for Member { name, shown, content } in members {
        if shown != name {
            lost.push(Label::SameName { name: name.clone(), shown: shown.clone() });
        }
        match content {
            Ok(bytes) if is_apparatus(&name) => others.push((name, shown, bytes)),
            Ok(bytes) => documents.push((name, shown, bytes)),
            Err(why) => lost.push(match why {
                Why::Encrypted => Label::MemberEncrypted { name: shown },
                Why::TooBig => Label::MemberTooBig { name: shown },
                Why::Damaged => Label::MemberDamaged { name: shown },
            }),
        }
    }
    reading.pieces.push(Piece::Note(Label::Documents { count: documents.len() }));
    reading.pieces.extend(lost.into_iter().map(Piece::Note));
    let mut plain = Vec::new();
    let mut titles = Names::default();
    for (name, shown, bytes) in documents {
        let capitals = name.to_ascii_uppercase();
        let known = described.iter().find(|(path, _)| ends_with(&capitals, path)).map(|(_, described)| described);
        match known {
            Some(known) => {
                let title = known.title.clone().map_or(shown, |title| titles.apart(title));
                document(&mut reading, title, &name, known, bytes);
            }
            None => plain.push(carry(&mut reading, shown, &name, bytes)),
        }
    }
    list(&mut reading, plain);
    if !others.is_empty() {
        let labels = others.into_iter().map(|(name, shown, bytes)| carry(&mut reading, shown, &name, bytes)).collect::<Vec<_>>();
        reading.pieces.push(Piece::Heading { level: 2, text: Words::label(Label::Apparatus) });
        list(&mut reading, labels);
    }
    Ok(reading)
}

fn list(reading: &mut Reading, labels: Vec<Label>) {
    if labels.is_empty() {
        return;
    }
    let items = labels.into_iter().map(|label| Item { caption: None, pieces: vec![Piece::Note(label)] }).collect();
    reading.pieces.push(Piece::List { marker: Marker::Bullet, items });
}

/// A document that METADATA.XML describes: what it says, then the document itself.
fn document(reading: &mut Reading, title: Clean, name: &Clean, known: &Described, bytes: Vec<u8>) {
    reading.pieces.push(Piece::Heading { level: 2, text: Words::plain(title.clone()) });
    let mut facts = Vec::new();
    facts.extend(known.kind.clone().map(|kind| (Label::Kind, Words::label(Label::KindIs(kind)))));
    facts.extend(known.created.map(|date| (Label::WrittenOn, Words::label(Label::Date(date)))));
    facts.extend(known.authors.iter().map(|author| (Label::Author, Words::plain(author.clone()))));
    if !facts.is_empty() {
        reading.pieces.push(Piece::Facts(Facts(facts)));
    }
    let announced = known.sha1.as_deref().filter(|announced| announced.len() == 40);
    if announced.is_some_and(|announced| !hexadecimal(&Sha1::digest(&bytes)).eq_ignore_ascii_case(announced)) {
        reading.pieces.push(Piece::Note(Label::FingerprintDiffers));
    }
    let label = carry(reading, title, name, bytes);
    reading.pieces.push(Piece::Note(label));
}

fn carry(reading: &mut Reading, title: Clean, name: &str, bytes: Vec<u8>) -> Label {
    let media_type = Clean::new(zip::media_type(name, &bytes));
    let (index, link) = (reading.embedded.len(), LinkId(reading.links.len()));
    reading.links.push(Target::Embedded(index));
    let label = Label::EmbeddedFile {
        link,
        number: index + 1,
        name: Some(title.clone()),
        media_type: media_type.clone(),
        bytes: bytes.len(),
    };
    reading.embedded.push(Embedded { name: Some(title), media_type, bytes: Arc::from(bytes) });
    label
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Files for the programs that read the zip, not for people; the index may say anything.
fn is_apparatus(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default().to_ascii_uppercase();
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(file.as_str(), "METADATA.XML" | "INDEX.HTM" | "INDEX.HTML" | "README.TXT" | "README" | "AUTORUN.INF")
        || matches!(ending, "XSL" | "XSLT" | "CSS" | "JS" | "EXE" | "XSD" | "INI")
        || file.starts_with('.')
}

/// Whether a path of the zip is the one that METADATA.XML names, relative to its own folder; both in capitals.
fn ends_with(name: &str, path: &str) -> bool {
    name.strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// What METADATA.XML (ebRIM) says, by the path of each document. One that cannot be read says nothing.
fn describe(members: &[Member]) -> HashMap<String, Described> {
    let mut described = HashMap::new();
    for member in members {
        let metadata = member.name.to_ascii_uppercase();
        if !(metadata == "METADATA.XML" || metadata.ends_with("/METADATA.XML")) {
            continue;
        }
        let Ok(decoded) = member.content.as_deref().map_err(|_| ()).and_then(|bytes| encoding::xml(bytes).map_err(|_| ())) else {
            continue;
        };
        let Ok(tree) = Tree::parse(&decoded.text) else { continue };
        let objects = tree.root().descendants().filter(|element| element.name() == "ExtrinsicObject");
        for object in objects.take(DESCRIBED) {
            if let Some(path) = values(object, "URI").first() {
                // A long path is cut in parts, each with its rank before it: `1|IHE_XDM/…`.
                let parts: Vec<&str> =
                    values(object, "URI").iter().map(|part| part.split_once('|').map_or(*part, |(_, part)| part)).collect();
                let whole = if path.contains('|') { parts.concat() } else { (*path).to_owned() };
                let path = whole.replace('\\', "/").trim_start_matches("./").trim_start_matches('/').to_ascii_uppercase();
                described.entry(path).or_insert_with(|| one(object));
            }
        }
    }
    described.remove("");
    described
}

fn one(object: Element<'_>) -> Described {
    let classified = |scheme: &str| {
        let scheme = scheme.to_owned();
        object.elements().filter(move |e| e.name() == "Classification" && e.attribute("classificationScheme") == Some(&scheme))
    };
    let kind = classified(TYPE).next().map(|class| Kind {
        code: Clean::line(class.attribute("nodeRepresentation").unwrap_or_default()),
        class: Clean::empty(),
        said: localized(class),
    });
    let authors = classified(AUTHOR).filter_map(|author| {
        let person = values(author, "authorPerson").first().copied().map(person);
        let place =
            values(author, "authorInstitution").first().map(|place| Clean::line(place.split('^').next().unwrap_or_default()));
        let said: Vec<String> =
            [person, place].into_iter().flatten().filter(|part| !part.is_empty()).map(|part| part.to_string()).collect();
        (!said.is_empty()).then(|| Clean::from(said.join(", ")))
    });
    Described {
        title: localized(object),
        kind,
        created: values(object, "creationTime").first().and_then(|raw| Date::hl7(raw)),
        authors: authors.take(20).collect(),
        sha1: values(object, "hash").first().map(|hash| hash.trim().to_owned()),
    }
}

/// The values of a slot of this name.
fn values<'t>(parent: Element<'t>, name: &str) -> Vec<&'t str> {
    let slot = parent.elements().find(|e| e.name() == "Slot" && e.attribute("name") == Some(name));
    let lists = slot.into_iter().flat_map(|slot| slot.elements()).filter(|e| e.name() == "ValueList");
    lists.flat_map(|list| list.elements()).filter(|e| e.name() == "Value").filter_map(|value| value.texts().next()).collect()
}

fn localized(parent: Element<'_>) -> Option<Clean> {
    let name = parent.elements().find(|e| e.name() == "Name")?;
    let said = name.elements().find_map(|e| e.attribute("value"))?;
    let (said, _) = prose::one_line(std::iter::once(said));
    Some(said).filter(|said| !said.is_empty())
}

/// `899700000016^DUMONT^Alice^^^Dr^…` is Dr Alice DUMONT (HL7 `XCN`).
fn person(raw: &str) -> Clean {
    let parts: Vec<&str> = raw.split('^').collect();
    let part = |index: usize| parts.get(index).copied().unwrap_or_default();
    if parts.len() < 2 {
        return Clean::line(raw);
    }
    Clean::line(&format!("{} {} {}", part(5), part(2), part(1)))
}
