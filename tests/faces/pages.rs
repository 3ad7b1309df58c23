//! Every page there is, reached as a person reaches it, with data that never changes.

use crate::accesses;
use crate::news;
use crate::person::{
    Person, account, challenge, consents, document, fetched, listing, matrix, open_sessions, patient, professionals, reading,
    seers,
};
use dmp::app::{Answer, Connected, Do, Effect, Msg, Noticed, Page, Phone, Settings};
use dmp::domain::{
    Account, Category, Channel, ChannelId, Content, Damage, Date, Disk, Document, Facts, Faithful, Filed, Format, Framing, Label,
    LinkId, Listing, Notices, Outcome, Painted, Part, PasswordPolicy, Patient, Picture, Piece, Place, Problem, Professionals,
    Raster, Reading, Rejection, Step, Target, Words,
};
use dmp::page::{Heard, Leaving};
use dmp::reader;
use dmp::run::worker::Process;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A page and the name its snapshot goes by.
pub struct Shown {
    pub name: &'static str,
    pub page: Page,
}

/// How somebody comes to a page.
pub type Way = (&'static str, fn() -> Person);

pub fn all() -> Vec<Shown> {
    let mut ways: Vec<Way> = vec![
        ("lieu", || Person::with(Settings { server: Some("https://dmp.example/fhir".into()), ..Settings::default() })),
        ("serveur", server),
        ("serveur-adresse-vide", || after(server(), |person| person.choose("Utiliser cette adresse"))),
        ("connexion", connected),
        ("connexion-serveur-attendu", || Person::at(Place::Home)),
        ("connexion-serveur-injoignable", unreachable),
        ("serveur-a-corriger", || after(unreachable(), |person| person.choose("Corriger l’adresse du serveur"))),
        ("connexion-poste-partage", in_a_shop),
        ("connexion-demonstration", demonstration),
        ("connexion-mot-de-passe-faux", || refused(Problem::WrongCredentials)),
        ("connexion-bloquee", || refused(Problem::Locked { seconds: 900 })),
        ("connexion-en-cours", || after(connected(), submit)),
        ("connexion-serveur-tres-demande", || after(after(connected(), submit), |person| person.msg(Msg::ServerWaits(Some(40))))),
        ("connexion-perdue", || after(connected(), |person| person.choose("Identifiant ou mot de passe perdu"))),
        ("nouveau-mot-de-passe", || new_password(Vec::new())),
        ("nouveau-mot-de-passe-refuse", || new_password(vec![Rejection::TooShort, Rejection::ContainsIdentity])),
        ("code-moyens", || at_the_code(None)),
        ("code-par-sms", || at_the_code(Some(ChannelId::Sms))),
        ("code-par-application", || at_the_code(Some(ChannelId::Authenticator))),
        ("code-telephone-de-demonstration", phone),
        ("code-faux", || wrong_code(4)),
        ("code-faux-cinq-fois", || wrong_code(0)),
        ("etape-inconnue", || stepped(Step::Unknown)),
        ("accueil-premiere-visite", || at_home(patient(), Account::default())),
        ("accueil-nouveautes", home),
        ("accueil-nouveautes-cherchees", || Person::signed_in(record())),
        ("accueil-rien-de-nouveau", || after(Person::signed_in(record()), |person| person.news(Vec::new()))),
        ("accueil-dmp-ferme", || at_home(Patient { open: false, closed_on: Date::fhir("2026-05-02"), ..patient() }, account())),
        ("documents", documents),
        ("documents-filtres", filtered),
        ("documents-aucun-trouve", || after(documents(), |person| person.types("Chercher", "licorne"))),
        ("documents-aucun", || after(Person::signed_in(Vec::new()), |person| person.choose("Lire mes documents"))),
        ("documents-en-route", coming),
        ("documents-interrompus", || after(coming(), |person| person.answer(Answer::Documents(Err(Problem::TimedOut))))),
        ("documents-illisibles-comptes", unreadable),
        ("documents-illisibles", || after(unreadable(), |person| person.choose("Voir ce qui est illisible"))),
        ("choisir-categorie", || after(documents(), |person| person.choose("Choisir une catégorie"))),
        ("choisir-periode", || after(documents(), |person| person.choose("Choisir une période"))),
        ("choisir-auteur", || after(documents(), |person| person.choose("Choisir un auteur"))),
        ("choisir-ordre", || after(documents(), |person| person.choose("Changer l’ordre"))),
        ("resultats-demander", || carried("Mes résultats d’analyses")),
        ("resultats", || gathered("Mes résultats d’analyses")),
        ("resultats-un-trouve", || {
            after(gathered("Mes résultats d’analyses"), |person| person.types("Chercher une analyse", "glyq"))
        }),
        ("resultats-un-examen", || after(gathered("Mes résultats d’analyses"), |person| person.choose("Hémoglobine glyquée"))),
        ("resultats-plusieurs-dates", || after(several(), |person| person.choose("Thyréostimuline"))),
        ("resultats-avant-plusieurs-dates", || {
            after(several(), |person| {
                person.goes_back();
                person.choose("Lire mes documents");
                person.choose("bio-2025-10.xml");
                person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
                person.answer(Answer::Read(Ok(crate::carried::read("bio-2025-10.xml"))));
            })
        }),
        ("resultats-aucun-lu", || after(carried("Mes résultats d’analyses"), |person| person.choose("Seulement ceux"))),
        ("suivi", || after(Person::with_the_record(), |person| person.choose("Mon suivi"))),
        ("resultats-avant", || {
            after(gathered("Mes résultats d’analyses"), |person| {
                person.goes_back();
                person.choose("Lire mes documents");
                person.choose("bio-2026-11.xml");
                person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
                person.answer(Answer::Read(Ok(crate::carried::read("bio-2026-11.xml"))));
            })
        }),
        ("historique-demande", accesses::asked),
        ("historique", accesses::answered),
        ("historique-metier", || after(accesses::answered(), |person| person.choose("Choisir un métier"))),
        ("historique-actions", || after(accesses::answered(), |person| person.choose("Choisir ce qui a été fait"))),
        ("historique-tri", accesses::sifted),
        ("historique-suite", accesses::further),
        ("accueil-acces", || after(home(), |person| person.counts(&accesses::history()))),
        ("mon-compte", my_account),
        ("historique-urgences", || after(accesses::answered(), |person| person.choose("Seulement les urgences"))),
        ("historique-un-acces", || {
            after(accesses::answered(), |person| {
                person.choose("Seulement les urgences");
                person.choose("2 novembre 2026");
            })
        }),
        ("historique-inconnu", || {
            after(accesses::answered(), |person| {
                person.choose("18 novembre 2026");
                person.choose("Je ne reconnais pas cet accès");
            })
        }),
        ("avis", news::at_the_centre),
        ("avis-demandes", || after(news::somebody(), |person| person.choose("Avis"))),
        ("avis-aucun", || {
            after(news::somebody(), |person| {
                person.choose("Avis");
                person.noticed(Noticed::Listed(Ok(Notices::default())));
            })
        }),
        ("avis-urgence", || after(news::at_the_centre(), |person| person.choose("En urgence, Dr Hugo Leroy"))),
        ("avis-document", || after(news::at_the_centre(), |person| person.choose("Dr Alice Dumont a ajouté"))),
        ("avis-sans-nom", || after(news::at_the_centre(), |person| person.choose("Un document a été ajouté"))),
        ("avis-non-marque", || {
            after(news::at_the_centre(), |person| {
                person.choose("En urgence, Dr Hugo Leroy");
                person.noticed(Noticed::Marked(Err(Problem::TimedOut)));
            })
        }),
        ("avis-choix", news::at_the_choices),
        ("avis-choix-impose", || after(news::at_the_choices(), |person| person.choose("Quand mon DMP est ouvert en urgence"))),
        ("avis-choix-libre", || after(news::at_the_choices(), |person| person.choose("Quand un document est ajouté"))),
        ("avis-arrive", || {
            after(news::somebody(), |person| {
                person.choose("Lire mes documents");
                person.types("Chercher", "bil");
                person.hears(news::fresh(3, vec![news::emergency()]));
            })
        }),
        ("avis-arrivent", || {
            after(news::somebody(), |person| person.hears(news::fresh(4, vec![news::emergency(), news::deposit()])))
        }),
        ("vaccinations", || gathered("Mes vaccinations")),
        ("medicaments", || gathered("Mes médicaments prescrits")),
        ("soins-rembourses", || gathered("Mes soins remboursés")),
        ("soins-rembourses-un-mois", || after(gathered("Mes soins remboursés"), |person| person.choose("juin 2023"))),
        ("chercher-partout", || after(gathered("Chercher un mot"), |person| person.types("Mots à chercher", "genou"))),
        ("droits", rights),
        ("droits-en-cours", || after(home(), |person| person.choose("Qui peut voir"))),
        ("droits-autorises", || after(rights(), |person| person.choose("Ceux qui peuvent lire"))),
        ("droits-bloques", || after(rights(), |person| person.choose("Ceux que j’ai bloqués"))),
        ("droits-medecin", || after(rights(), |person| person.choose("Mon médecin traitant"))),
        ("droits-sejours", || after(rights(), |person| person.choose("Séjours"))),
        ("droits-sejour", || {
            after(rights(), |person| {
                person.choose("Séjours");
                person.choose("Autoriser");
                person.types("Nom de l’hôpital ou de la clinique", "saules");
            })
        }),
        ("droits-urgences", || after(rights(), |person| person.choose("En cas d’urgence"))),
        ("droits-urgence-refuser", || {
            after(rights(), |person| {
                person.choose("En cas d’urgence");
                person.choose("Le médecin du 15");
                person.choose("Refuser");
            })
        }),
        ("droits-jamais", || after(rights(), |person| person.choose("Qui ne voit jamais"))),
        ("droits-bloquer", blocking),
        ("droits-bloque", || {
            after(blocking(), |person| {
                person.choose("Oui, bloquer");
                person.answer(Answer::Changed(Outcome::Done));
                person.answer(Answer::Consents(Ok(consents())));
            })
        }),
        ("droits-inconnu", || {
            after(blocking(), |person| {
                person.choose("Oui, bloquer");
                person.answer(Answer::Changed(Outcome::Unknown));
                person.answer(Answer::Consents(Ok(consents())));
            })
        }),
        ("droits-conflit", || {
            after(blocking(), |person| {
                person.choose("Oui, bloquer");
                person.answer(Answer::Changed(Outcome::NotDone(Problem::ChangedMeanwhile)));
                person.answer(Answer::Consents(Ok(consents())));
            })
        }),
        ("droits-confirmer", || {
            after(blocking(), |person| {
                person.choose("Oui, bloquer");
                person.answer(Answer::Changed(Outcome::NotDone(Problem::ProveIdentity)));
            })
        }),
        ("masquer", || masking(|_| ())),
        ("masquer-plusieurs", || {
            masking(|person| {
                person.choose("Masquer plusieurs");
                person.choose("Bilan");
            })
        }),
        ("masquer-tout", || masking(|person| person.choose("Masquer tous"))),
        ("masquer-en-partie", || {
            masking(|person| {
                person.choose("Masquer tous");
                person.choose("Oui, masquer");
                let outcomes = [Outcome::Done, Outcome::NotDone(Problem::Forbidden), Outcome::Unknown];
                let filed = (1..).zip(outcomes).map(|(number, outcome)| Filed {
                    document: document(number, "Bilan", "2026-11-13").id,
                    outcome,
                    now: None,
                });
                person.answer(Answer::Filed(filed.collect()));
            })
        }),
        ("masquer-a-venir", || masking(|person| person.choose("Masquer les documents à venir"))),
        ("document-confidentialite", || after(read(), |person| person.choose("Qui peut le voir"))),
        ("document-masquer", || {
            after(read(), |person| {
                person.choose("Qui peut le voir");
                person.choose("Masquer ce document");
            })
        }),
        ("document-qui-le-voit", || {
            after(read(), |person| {
                person.choose("Qui peut le voir");
                person.choose("Qui peut voir ce document");
                person.answer(Answer::Who(Ok(Box::new(seers(false)))));
            })
        }),
        ("metiers", professions),
        ("metier", || after(professions(), |person| person.choose("infirmier"))),
        ("annuaire", directory),
        ("annuaire-suggestions", || after(directory(), |person| person.types("Profession ou spécialité", "inf"))),
        ("annuaire-vide", || after(directory(), |person| person.choose("Chercher"))),
        ("annuaire-en-cours", looked_for),
        ("annuaire-personne", || {
            after(looked_for(), |person| person.answer(Answer::Professionals(Ok(Professionals::default()))))
        }),
        ("annuaire-reseau", || after(looked_for(), |person| person.answer(Answer::Professionals(Err(Problem::Unreachable))))),
        ("professionnels", found),
        ("professionnels-beaucoup", || {
            after(looked_for(), |person| {
                let more = Professionals { total: Some(2_400), next: Some("https://dmp.example/n".into()), ..professionals() };
                person.answer(Answer::Professionals(Ok(Professionals { unreadable: 1, ..more })));
            })
        }),
        ("professionnel", || after(found(), |person| person.choose("Dr Anne Lefèvre"))),
        ("professionnel-peu-connu", || after(found(), |person| person.choose("Nom inconnu"))),
        ("connexions", sessions),
        ("connexions-aucune-autre", || {
            after(asked_for_sessions(), |person| {
                person.answer(Answer::Sessions(Ok(open_sessions().into_iter().take(1).collect())))
            })
        }),
        ("connexion-fermer", || after(sessions(), |person| person.choose("Ouverte le 18 novembre 2026"))),
        ("document-en-route", on_its_way),
        ("document-douteux", || after(opened(), |person| person.answer(Answer::Fetched(Ok(fetched(Faithful::No)))))),
        ("document", read),
        ("document-pas-encore-montre", not_shown_yet),
        ("document-image", pictures),
        ("image-en-route", picture),
        ("image", painted),
        ("image-de-page", || after(pictures(), |person| person.msg(Msg::Heard(Heard::Follow(LinkId(1)))))),
        ("image-refusee", || {
            after(picture(), |person| {
                person.msg(Msg::Heard(Heard::Needs(Do::Paint(FRAMING))));
                person.answer(Answer::Painted(Err(Problem::Damaged(Damage::TooBig))));
            })
        }),
        ("document-abime", damaged),
        ("document-protege", locked),
        ("document-protege-refuse", refused_by_the_document),
        ("document-joint", inside),
        ("document-fhir", fhir),
        ("document-table-des-matieres", || after(read(), |person| person.choose("Table des matières"))),
        ("document-a-propos", || after(read(), |person| person.choose("À propos de ce document"))),
        ("document-chercher", finding),
        ("document-trouve", || after(finding(), |person| person.choose("Matin : marcher"))),
        ("copier", copying),
        ("copie", || {
            after(copying(), |person| {
                person.choose("Toux");
                person.answer(Answer::Copied(true));
            })
        }),
        ("adresse", citing),
        ("document-premiere-page", begun),
        ("comparer-demander", asked_to_compare),
        ("comparer", compared),
        ("document-repris", || {
            after(read(), |person| {
                let does = person.page().back.unwrap();
                let at = dmp::page::Anchor::Piece { piece: 4, line: 0 };
                person.hear(Heard::Did { does, secrets: dmp::page::Secrets::default(), at });
                person.choose("Bilan thyroïdien");
            })
        }),
        ("enregistrer", || after(read(), |person| person.choose("Enregistrer une copie"))),
        ("enregistrer-verifier", saving),
        ("enregistrer-existe-deja", || {
            after(saving(), |person| {
                person.choose("Enregistrer ce fichier");
                person.answer(Answer::Saved(Err(Problem::Disk(Disk::Exists))));
            })
        }),
        ("verrouille", || after(read(), |person| idle(person, 600))),
        ("inactif", || after(read(), |person| idle(person, 540))),
        ("aide", || after(home(), |person| person.hear(Heard::Help))),
        ("quitter", || after(home(), |person| person.hear(Heard::Leaving(Leaving::Asked)))),
        ("fichiers", files),
        ("fichiers-d-un-dossier", folder),
        ("deconnecte", signed_out),
        ("enregistre", saved),
        ("session-terminee", || after(opened(), |person| person.answer(Answer::Fetched(Err(Problem::SessionEnded))))),
    ];
    ways.extend(crate::mine::ways());
    ways.into_iter().map(|(name, reach)| Shown { name, page: reach().page() }).collect()
}

fn after(mut person: Person, then: impl FnOnce(&mut Person)) -> Person {
    then(&mut person);
    person
}

fn server() -> Person {
    Person::with(Settings { place: Some(Place::Home), ..Settings::default() })
}

fn connected() -> Person {
    after(Person::at(Place::Home), Person::connect)
}

fn unreachable() -> Person {
    after(Person::at(Place::Home), |person| person.answer(Answer::Connected(Err(Problem::Unreachable))))
}

fn in_a_shop() -> Person {
    after(Person::at(Place::Shop), |person| {
        let proxy = Some("proxy.mairie.example".into());
        person.answer(Answer::Connected(Ok(Connected { host: "dmp.example".into(), proxy, demonstration: None })));
    })
}

fn demonstration() -> Person {
    after(Person::at(Place::Home), Person::connect_to_demonstration)
}

fn carried(choice: &str) -> Person {
    after(Person::with_the_record(), |person| {
        if !person.reads().contains(choice) {
            person.choose("Mon suivi");
        }
        person.choose(choice);
    })
}

fn gathered(choice: &str) -> Person {
    after(carried(choice), |person| {
        person.choose("Ouvrir ce");
        person.gathers();
    })
}

fn directory() -> Person {
    after(rights(), |person| person.choose("Trouver un professionnel"))
}

fn masking(then: impl FnOnce(&mut Person)) -> Person {
    let documents =
        vec![document(1, "Bilan", "2026-11-13"), document(2, "Radio", "2026-10-02"), document(3, "Lettre", "2026-09-01")];
    let mut person = Person::signed_in(documents);
    person.answer(Answer::Consents(Ok(consents())));
    person.choose("Qui peut voir mon dossier");
    person.choose("Masquer mes documents");
    person.answer(Answer::Preferences(Ok(false)));
    then(&mut person);
    person
}

fn professions() -> Person {
    after(rights(), |person| {
        person.choose("Quel métier");
        person.answer(Answer::Matrix(Ok(matrix())));
    })
}

fn blocking() -> Person {
    after(found(), |person| {
        person.choose("Dr Anne Lefèvre");
        person.choose("Bloquer cette personne");
    })
}

fn rights() -> Person {
    after(home(), |person| {
        person.answer(Answer::Consents(Ok(consents())));
        person.choose("Qui peut voir mon dossier");
    })
}

fn looked_for() -> Person {
    after(directory(), |person| {
        person.types("Nom", "lefèvre");
        person.types("Ville ou code postal", "Lyon");
        person.choose("Chercher");
    })
}

fn found() -> Person {
    after(looked_for(), |person| person.answer(Answer::Professionals(Ok(professionals()))))
}

fn my_account() -> Person {
    after(home(), |person| person.choose("Mon compte"))
}

fn asked_for_sessions() -> Person {
    after(my_account(), |person| person.choose("Voir mes connexions ouvertes"))
}

fn sessions() -> Person {
    after(asked_for_sessions(), |person| person.answer(Answer::Sessions(Ok(open_sessions()))))
}

fn submit(person: &mut Person) {
    person.types("Identifiant", "camille.martin");
    person.types("Mot de passe", "une phrase assez longue");
    person.choose("Se connecter");
}

fn stepped(step: Step) -> Person {
    after(after(connected(), submit), |person| person.answer(Answer::Step(Ok(step))))
}

fn refused(problem: Problem) -> Person {
    after(after(connected(), submit), |person| person.answer(Answer::Step(Err(problem))))
}

fn new_password(rejected: Vec<Rejection>) -> Person {
    let policy = PasswordPolicy { min_length: 12, max_length: 128, classes: Vec::new() };
    let first = stepped(Step::ChangePassword { policy: policy.clone(), rejected: Vec::new() });
    if rejected.is_empty() {
        return first;
    }
    after(first, |person| {
        person.types("Nouveau mot de passe", "martin");
        person.types("Le même, une deuxième fois", "martin");
        person.choose("Choisir ce mot de passe");
        person.answer(Answer::Step(Ok(Step::ChangePassword { policy, rejected })));
    })
}

fn at_the_code(channel: Option<ChannelId>) -> Person {
    let mut challenge = challenge(channel.clone());
    if channel != Some(ChannelId::Sms) {
        challenge.channels.insert(0, Channel { id: ChannelId::Authenticator, hint: "".into() });
    }
    stepped(Step::Code(challenge))
}

fn phone() -> Person {
    after(demonstration(), |person| {
        submit(person);
        person.answer(Answer::Step(Ok(Step::Code(challenge(Some(ChannelId::Sms))))));
        person.msg(Msg::Phone(Phone { text: "Votre code pour le DMP est 123 456. Ne le donnez à personne.".into() }));
    })
}

fn wrong_code(left: u32) -> Person {
    after(at_the_code(Some(ChannelId::Sms)), |person| {
        person.types("Code", "000000");
        person.choose("Valider le code");
        person.answer(Answer::Verified(Err(Problem::WrongCode { left: Some(left) })));
    })
}

fn at_home(patient: Patient, account: Account) -> Person {
    after(at_the_code(Some(ChannelId::Sms)), |person| {
        person.types("Code", "123456");
        person.choose("Valider le code");
        person.answer(Answer::Verified(Ok(patient.id.clone())));
        person.introduce(patient, account);
    })
}

/// A record with a little of everything.
fn record() -> Vec<Document> {
    let mut blood = document(1, "Bilan thyroïdien", "2026-11-02");
    (blood.kind.code, blood.category) = ("11502-2".into(), Category::Biology);
    (blood.author.name, blood.author.profession) = (Some("Dr Paul Lefèvre".into()), Some("10".into()));
    blood.author.organisation = Some("Laboratoire des Tilleuls".into());
    let mut masked = document(2, "Œsophagoscopie", "2025-06-20");
    masked.states.masked = true;
    let mut mine = document(3, "Ordonnance scannée", "2024-01-15");
    mine.states.mine = true;
    mine.category = Category::Prescriptions;
    mine.contents = vec![Content {
        format: Format::Pdf,
        media_type: "application/pdf".into(),
        size: Some(412_000),
        ..mine.contents[0].clone()
    }];
    let mut old = document(4, "CR CS rhumatologie", "2023-09-04");
    (old.states.superseded, old.states.archived) = (true, true);
    let mut list = vec![blood, masked, mine, old];
    list.extend(
        (5..=14).map(|number| document(number, "Consultation", &format!("2022-0{}-11", number - 4).replace("010", "10"))),
    );
    list
}

fn home() -> Person {
    after(Person::signed_in(record()), |person| person.news(record()))
}

fn documents() -> Person {
    after(home(), |person| {
        person.msg(Msg::Clock { now: "2026-11-20T12:00:00Z".parse().unwrap(), idle: Duration::ZERO });
        person.choose("Lire mes documents");
    })
}

fn filtered() -> Person {
    after(documents(), |person| {
        person.choose("Choisir une catégorie");
        person.choose("Comptes rendus");
        person.choose("Choisir une période");
        person.choose("En 2025");
        person.choose("Choisir un auteur");
        person.choose("Dr Alice Dumont");
        person.choose("Changer l’ordre");
        person.choose("Classer par titre");
        person.types("Chercher", "scopie");
    })
}

/// The first page of a list is here, the second is not.
fn coming() -> Person {
    after(Person::at(Place::Home), |person| {
        person.connect();
        person.sign_in();
        let next = Some("https://dmp.example/fhir/next".into());
        person.documents(Listing { total: Some(60), next, ..listing(record()) });
        person.choose("Lire mes documents");
    })
}

fn unreadable() -> Person {
    after(coming(), |person| {
        person.documents(Listing { unreadable: vec!["doc-15".into(), "doc-16".into()], ..listing(Vec::new()) });
    })
}

fn opened() -> Person {
    after(documents(), |person| person.choose("Bilan thyroïdien"))
}

fn on_its_way() -> Person {
    after(opened(), |person| {
        let ticket = person.effects.iter().find(|effect| matches!(effect, Effect::Fetch { .. })).and_then(Effect::ticket);
        person.msg(Msg::Progress(ticket.unwrap(), 500, Some(1200)));
    })
}

fn with_reading(reading: Reading) -> Person {
    after(opened(), |person| {
        person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
        person.answer(Answer::Read(Ok(reading)));
    })
}

fn worker() -> Process {
    Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")))
}

/// Headings, lists, tables, emphasis.
fn read() -> Person {
    with_reading(reader::read(include_bytes!("../reader/fixtures/consultation.xml"), "text/xml", None, &worker()).unwrap())
}

/// Before an old version is opened.
fn asked_to_compare() -> Person {
    let mut old = document(1, "Bilan d’avril", "2025-04-02");
    old.states.superseded = true;
    let mut new = document(2, "Bilan d’avril corrigé", "2025-04-05");
    new.replaces = Some("doc-1".into());
    after(Person::signed_in(vec![new, old]), |person| {
        person.choose("Lire mes documents");
        person.choose("Bilan d’avril corrigé");
        person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
        let corrected = include_bytes!("../../assets/record/bio-2025-04-v2.xml");
        person.answer(Answer::Read(Ok(reader::read(corrected, "text/xml", None, &worker()).unwrap())));
        person.choose("Comparer avec l’ancienne version");
    })
}

fn compared() -> Person {
    after(asked_to_compare(), |person| {
        person.choose("Ouvrir l’autre version et comparer");
        let first = include_bytes!("../../assets/record/bio-2025-04-v1.xml");
        person.answer(Answer::Gathered(Ok(Box::new(reader::read(first, "text/xml", None, &worker()).unwrap()))));
    })
}

fn copying() -> Person {
    after(with_reading(reading()), |person| person.choose("Copier ce passage"))
}

fn finding() -> Person {
    after(read(), |person| {
        person.choose("Chercher dans ce document");
        person.types("Mots à chercher", "repos");
    })
}

/// A TIFF of two pages, of which one says what it shows.
fn pictures() -> Person {
    let mut reading = Reading { sheets: 2, ..Reading::default() };
    let kind = Words::label(Label::FileKindIs { media_type: "image/tiff".into() });
    let pages = Words::label(Label::PageCountIs { count: 2 });
    reading.pieces.push(Piece::Facts(Facts(vec![(Label::FileKind, kind), (Label::PageCount, pages)])));
    for (page, said) in [(0, None), (1, Some("Ordonnance du 3 mars"))] {
        let description = said.map(Into::into);
        let picture = Picture { link: LinkId(page), page, pages: 2, size: Some((1_654, 2_339)), description };
        reading.pieces.push(Piece::Picture(picture));
        reading.links.push(Target::Sheet(page));
    }
    with_reading(reading)
}

fn picture() -> Person {
    after(pictures(), |person| person.choose("Voir en image"))
}

const FRAMING: Framing = Framing { part: Part::ALL, within: (4, 6) };

fn painted() -> Person {
    after(picture(), |person| {
        person.msg(Msg::Heard(Heard::Needs(Do::Paint(FRAMING))));
        let raster = Raster::new(4, 6, (0..72).map(|n| n * 3).collect::<Vec<u8>>()).unwrap();
        person.answer(Answer::Painted(Ok(Box::new(Painted { framing: FRAMING, size: (1_654, 2_339), raster }))));
    })
}

fn not_shown_yet() -> Person {
    let note = Piece::Note(Label::NotShownYet { media_type: "application/pdf".into(), bytes: 412_000 });
    after(documents(), |person| {
        person.choose("Ordonnance scannée");
        person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
        person.answer(Answer::Read(Ok(Reading { pieces: vec![note], ..Reading::default() })));
    })
}

/// What a document with an attachment, a table and a damaged entry looks like.
fn fhir() -> Person {
    with_reading(reader::read(include_bytes!("../reader/fixtures/bilan.json"), "application/fhir+json", None, &worker()).unwrap())
}

/// A file carried inside that document, opened in its place.
fn inside() -> Person {
    after(fhir(), |person| {
        let reading = reader::read(include_bytes!("../reader/fixtures/courrier.rtf"), "text/rtf", None, &worker()).unwrap();
        let file = fhir_file();
        person.hear(Heard::Follow(file));
        person.answer(Answer::Read(Ok(reading)));
    })
}

/// The link to its first file.
fn fhir_file() -> LinkId {
    let reading =
        reader::read(include_bytes!("../reader/fixtures/bilan.json"), "application/fhir+json", None, &worker()).unwrap();
    LinkId(reading.links.iter().position(|link| *link == Target::Embedded(0)).unwrap())
}

fn damaged() -> Person {
    after(opened(), |person| {
        person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
        person.answer(Answer::Read(Err(Problem::Damaged(Damage::Malformed))));
    })
}

fn locked() -> Person {
    after(opened(), |person| {
        person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
        person.answer(Answer::Read(Err(Problem::Damaged(Damage::Locked))));
    })
}

fn refused_by_the_document() -> Person {
    after(locked(), |person| {
        person.types("Mot de passe du document", "bouleau");
        person.choose("Ouvrir avec ce mot de passe");
        person.answer(Answer::Read(Err(Problem::Damaged(Damage::WrongPassword))));
    })
}

fn saving() -> Person {
    after(read(), |person| {
        person.choose("Enregistrer une copie");
        person.choose("Continuer");
        person.answer(Answer::Resolved(Ok(PathBuf::from("/home/camille/2026-11-02 Bilan thyroïdien.xml"))));
    })
}

fn saved() -> Person {
    after(saving(), |person| {
        person.choose("Enregistrer ce fichier");
        person.answer(Answer::Saved(Ok(PathBuf::from("/home/camille/2026-11-02 Bilan thyroïdien.xml"))));
    })
}

fn idle(person: &mut Person, seconds: u64) {
    let now = "2026-11-20T12:10:00Z".parse().unwrap();
    person.msg(Msg::Clock { now, idle: Duration::from_secs(seconds) });
}

fn signed_out() -> Person {
    after(home(), |person| {
        person.choose("Me déconnecter");
        person.answer(Answer::SignedOut(true));
    })
}

fn files() -> Person {
    let mut letter = document(2, "lettre.txt", "2026-03-02");
    letter.contents = vec![Content { format: Format::Text, media_type: "text/plain".into(), ..letter.contents[0].clone() }];
    let files = vec![document(1, "resultats.xml", "2026-03-02"), letter];
    Person::with(Settings { files, ..Settings::default() })
}

fn folder() -> Person {
    let files = vec![document(1, "2025/resultats.xml", "2026-03-02"), document(2, "archive.zip", "2026-03-02")];
    Person::with(Settings { files, left_out: 3, more_files: true, ..Settings::default() })
}

/// A document cites an address longer than a line of large characters, of a site whose name has an accent.
fn citing() -> Person {
    after(opened(), |person| {
        let mut reading = reading();
        let address = "http://santé.exemple.example/maladies/thyroide?page=2#traitements";
        reading.links.push(dmp::domain::Target::Address(address.into()));
        person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
        person.answer(Answer::Read(Ok(reading)));
        person.hear(Heard::Follow(dmp::domain::LinkId(0)));
    })
}

/// The first page of a long document has come.
fn begun() -> Person {
    after(opened(), |person| {
        person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
        let ticket = person.effects.iter().rev().find(|effect| matches!(effect, Effect::Read { .. })).and_then(Effect::ticket);
        person.msg(Msg::Answer(ticket.unwrap(), Answer::Begun(Box::new(reading()))));
    })
}

/// The results of reports of several years.
fn several() -> Person {
    after(Person::with_documents(crate::carried::reports()), |person| {
        person.choose("Mes résultats d’analyses");
        person.choose("Ouvrir ces 4 documents");
        person.gathers();
    })
}
