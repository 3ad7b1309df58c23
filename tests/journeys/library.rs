//! What documents say inside: results over time, vaccinations, medicines, reimbursed care, words anywhere. Nothing is opened
//! without saying how many openings that writes in the access history.

use crate::carried::{RECORD, read, record, reports};
use crate::person::{Person, document, fetched, listing};
use dmp::app::{Answer, Effect, Msg};
use dmp::domain::{Category, Document, Faithful, Kind, Problem};
use dmp::face::flow;
use dmp::page::{Anchor, Block};
use dmp::words::Words;

/// At what these documents say together, once all of them are read.
fn gathered(choices: &[&str]) -> Person {
    let mut person = Person::with_the_record();
    choices.iter().for_each(|choice| person.choose(choice));
    person.gathers();
    person
}

/// The same, for results.
fn results() -> Person {
    gathered(&["Mes résultats d’analyses", "Ouvrir ces 2 documents"])
}

#[test]
fn what_was_my_hba1c_is_answered_from_home() {
    let mut person = Person::with_the_record();
    person.choose("Mes résultats d’analyses");
    person.sees("le programme doit ouvrir 2 documents");
    person.sees("Ces 2 ouvertures seront notées dans l’historique");
    assert!(person.effects.iter().all(|effect| !matches!(effect, Effect::Gather { .. })), "nothing before the person agrees");
    person.choose("Ouvrir ces 2 documents");
    person.sees("Le programme lit vos documents");
    assert_eq!(person.gathers(), 2);
    person.types("Chercher une analyse", "glyq");
    person.sees("Hémoglobine glyquée (HbA1c)");
    person.sees("En hausse : 5,4 puis 5,5 % le 13 novembre 2026");
    person.sees("13 novembre 2026 : 5,5 %");
    person.sees("20 novembre 2024 : 5,4 %");
    person.sees("valeurs habituelles : de 4,0 à 6,0 %");
    person.sees("En %, la valeur la plus récente est en haut");
    person.choose("20 novembre 2024");
    person.asks(|effect| matches!(effect, Effect::Fetch { document, .. } if &*document.title == "bio-2024-11.xml"));
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(read("bio-2024-11.xml"))));
    assert_eq!(looked_at(&person), "Hémoglobine glyquée (HbA1c)", "its report opens at the value");
}

/// The words on which the page asks the eye to be.
fn looked_at(person: &Person) -> String {
    let Anchor::Words { piece, spot } = person.page().look.unwrap().at else { panic!("{:?}", person.page().look) };
    let lines = flow::lines(&reading(person), 80, flow::Layout::Grid, &Words::french());
    let line = lines.iter().find(|line| (line.piece, line.spot) == (piece, spot)).expect("a line that begins there");
    line.text().split("  ").next().unwrap().to_owned()
}

#[test]
fn a_value_of_a_report_already_read_leads_to_it_from_each_face() {
    let mut person = Person::with_documents(reports());
    person.choose("Lire mes documents");
    person.choose("bio-2025-10.xml");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(read("bio-2025-10.xml"))));
    person.choose("Mes résultats au fil du temps");
    person.choose("Seulement ceux que j’ai déjà lus");
    person.types("Chercher une analyse", "thyroxine");
    person.choose("8 octobre 2025");
    assert!(!person.effects.iter().rev().take(1).any(|effect| matches!(effect, Effect::Fetch { .. })), "it is not opened again");
    assert_eq!(looked_at(&person), "Thyroxine libre (T4L)");
    // Said in records, the same place begins the same row.
    let Anchor::Words { piece, spot } = person.page().look.unwrap().at else { panic!() };
    let lines = flow::lines(&reading(&person), 0, flow::Layout::Records, &Words::french());
    let line = lines.iter().find(|line| line.piece == piece && line.spot.unit == spot.unit && !line.text().trim().is_empty());
    assert_eq!(line.unwrap().text(), "Ligne 2 sur 2");
}

#[test]
fn several_earlier_reports_of_different_dates_are_drawn_and_each_value_is_dated() {
    let mut person = Person::with_documents(reports());
    person.choose("Mes résultats d’analyses");
    person.choose("Ouvrir ces 4 documents");
    assert_eq!(person.gathers(), 4);
    person.types("Chercher une analyse", "thyreostimuline");
    let page = person.page();
    let Some(Block::Group { blocks, .. }) = page.body.iter().find(|block| matches!(block, Block::Group { .. })) else { panic!() };
    let drawn = blocks.iter().find_map(|block| if let Block::Series(series) = block { Some(series) } else { None }).unwrap();
    let points: Vec<_> = drawn.points.iter().map(|point| (point.label.to_string(), point.value.to_string())).collect();
    let said = [("8 octobre 2025", "4,97"), ("8 mars 2023", "2,46"), ("19 octobre 2022", "2,10"), ("14 avril 2022", "2,83")];
    assert_eq!(points, said.map(|(day, value)| (day.to_owned(), value.to_owned())));
    let places: Vec<f64> = drawn.points.iter().map(|point| point.at).collect();
    assert!(places[0] > places[3] && places[3] > places[1] && places[1] > places[2], "{places:?}");
    assert!(drawn.points.iter().all(|point| point.usual.is_some()));
    person.sees("En hausse : 2,46 puis 4,97 mUI/L le 8 octobre 2025");

    person.goes_back();
    person.choose("Lire mes documents");
    person.choose("bio-2025-10.xml");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(read("bio-2025-10.xml"))));
    let report = shown(&person);
    for said in ["Avant : 2,46 mUI/L, le 8 mars 2023", "Avant : 15,9 pmol/L, le 14 avril 2022"] {
        assert!(report.contains(said), "{said}: {report}");
    }
}

#[test]
fn a_test_chosen_among_others_has_a_page_with_all_its_results() {
    let mut person = results();
    person.types("Chercher une analyse", "cholesterol");
    person.sees("3 analyses");
    person.sees("en hausse, 1,88 avant");
    person.choose("Cholestérol total");
    assert_eq!(person.page().title.as_str(), "Cholestérol total");
    person.sees("13 novembre 2026 : 1,91 g/L");
    person.goes_back();
    person.sees("3 analyses");
}

#[test]
fn a_report_read_once_is_not_opened_again() {
    let mut person = results();
    person.goes_back();
    person.choose("Mes résultats d’analyses");
    person.sees("analyses");
    assert!(person.effects.iter().all(|effect| !matches!(effect, Effect::Gather { .. })));
}

#[test]
fn one_may_look_only_at_what_was_read_and_read_the_rest_later() {
    let mut person = Person::with_the_record();
    person.choose("Mes résultats d’analyses");
    person.choose("Seulement ceux que j’ai déjà lus");
    person.sees("2 documents qui peuvent en parler n’ont pas été lus");
    person.choose("Lire aussi ces documents");
    assert_eq!(person.gathers(), 2);
    person.sees("Chercher une analyse");
    person.does_not_see("n’ont pas été lus");
}

#[test]
fn a_document_that_cannot_be_read_is_counted_and_the_others_stay() {
    let mut person = Person::with_the_record();
    person.choose("Mes résultats d’analyses");
    person.choose("Ouvrir ces 2 documents");
    person.answer(Answer::Gathered(Err(Problem::TimedOut)));
    assert_eq!(person.gathers(), 1);
    person.sees("1 document n’a pas pu être lu");
    person.sees("Chercher une analyse");
}

#[test]
fn gathering_can_be_stopped_and_keeps_what_was_read() {
    let mut person = Person::with_the_record();
    person.choose("Mes résultats d’analyses");
    person.choose("Ouvrir ces 2 documents");
    let name = RECORD[1].0;
    person.answer(Answer::Gathered(Ok(Box::new(read(name)))));
    person.stops();
    person.asks(|effect| matches!(effect, Effect::Cancel(_)));
    person.sees("le programme doit ouvrir 1 document");
    person.choose("Seulement ceux que j’ai déjà lus");
    person.sees("Chercher une analyse");
}

#[test]
fn a_session_that_ends_meanwhile_asks_to_sign_in_and_comes_back() {
    let mut person = Person::with_the_record();
    person.choose("Mon suivi");
    person.choose("Mes vaccinations");
    person.choose("Ouvrir ces 2 documents");
    person.answer(Answer::Gathered(Err(Problem::SessionEnded)));
    person.sees("Votre connexion est terminée");
    person.sign_in();
    person.sees("le programme doit ouvrir 2 documents");
}

#[test]
fn vaccinations_are_listed_once_with_what_is_due() {
    let person = gathered(&["Mon suivi", "Mes vaccinations", "Ouvrir ces 2 documents"]);
    let page = person.reads();
    assert_eq!(page.matches("20 octobre 2026").count(), 1, "{page}");
    person.sees("lot A7712F");
    person.sees("Ce qui est recommandé à votre âge");
    person.sees("Diphtérie, tétanos et poliomyélite : vous êtes à jour.");
    person.sees("calendrier des vaccinations 2025");
}

#[test]
fn prescribed_medicines_say_how_long_and_lead_to_the_prescription() {
    let mut person = gathered(&["Mon suivi", "Mes médicaments prescrits", "Ouvrir ce document"]);
    person.sees("dont la prescription n’est pas finie");
    person.sees("du 17 novembre 2026 au 16 mai 2027");
    person.choose("LÉVOTHYROXINE");
    person.asks(|effect| matches!(effect, Effect::Fetch { .. }));
}

#[test]
fn a_medicine_prescribed_and_handed_over_is_one_medicine() {
    let kind = |code: &str| Kind { code: code.into(), class: "42".into(), said: None };
    let prescribed = |number, name, code| Document {
        category: Category::Prescriptions,
        kind: kind(code),
        ..document(number, name, "2026-11-17")
    };
    let mut person =
        Person::signed_in(vec![prescribed(1, "rx-2026-11.xml", "57833-6"), prescribed(2, "disp-2026-11.xml", "60593-1")]);
    person.msg(Msg::Clock { now: "2026-11-20T12:00:00Z".parse().unwrap(), idle: std::time::Duration::ZERO });
    ["Mon suivi", "Mes médicaments prescrits", "Ouvrir ce document"].iter().for_each(|choice| person.choose(choice));
    assert_eq!(person.gathers(), 1);
    assert_eq!(person.reads().matches("ROSUVASTATINE").count(), 1, "{}", person.reads());
}

#[test]
fn what_is_due_comes_before_the_vaccinations_given() {
    let page = gathered(&["Mon suivi", "Mes vaccinations", "Ouvrir ces 2 documents"]).reads();
    assert!(page.find("Ce qui est recommandé").unwrap() < page.find("la plus récente d’abord").unwrap(), "{page}");
}

#[test]
fn reimbursed_care_is_counted_by_month_and_never_priced() {
    let mut person = gathered(&["Mon suivi", "Mes soins remboursés", "Ouvrir ces 2 documents"]);
    person.sees("Ils ne disent jamais combien");
    person.sees("octobre 2026");
    person.choose("juin 2023");
    person.sees("SEANCE DE REEDUCATION DU GENOU");
}

#[test]
fn a_word_is_found_inside_documents_and_leads_to_its_place() {
    let mut person = Person::with_the_record();
    person.choose("Chercher un mot");
    person.sees("7 documents");
    person.choose("Ouvrir ces 7 documents");
    assert_eq!(person.gathers(), 7);
    person.types("Mots à chercher", "thyreostimuline");
    person.sees("2 passages");
    person.choose("Thyréostimuline");
    person.asks(|effect| matches!(effect, Effect::Fetch { .. }));
    person.goes_back();
    person.types("Mots à chercher", "xyzzy");
    person.sees("dans aucun passage");
}

#[test]
fn nothing_of_what_was_read_stays_for_the_next_person() {
    let mut person = results();
    person.goes_back();
    person.choose("Me déconnecter");
    person.answer(Answer::SignedOut(true));
    person.sign_in();
    person.documents(listing(record()));
    person.choose("Mes résultats d’analyses");
    person.sees("le programme doit ouvrir 2 documents");
}

#[test]
fn what_is_new_takes_no_number_from_another_choice_when_it_arrives() {
    let mut person = Person::signed_in(record());
    let labels =
        |person: &Person| person.reads().lines().filter(|line| !line.contains("nouveau")).map(str::to_owned).collect::<Vec<_>>();
    let count = |person: &Person| person.reads().lines().count();
    let (before, rows) = (labels(&person), count(&person));
    person.news(record());
    assert_eq!(labels(&person), before);
    assert_eq!(count(&person), rows, "a choice came in between");
}

#[test]
fn a_report_says_what_each_test_gave_before_once_the_others_are_read() {
    let mut person = Person::with_the_record();
    person.choose("Lire mes documents");
    person.choose("bio-2026-11.xml");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(read("bio-2026-11.xml"))));
    assert!(!shown(&person).contains("Avant"), "nothing is known yet");
    person.choose("Mes résultats au fil du temps");
    person.sees("le programme doit ouvrir 1 document");
    person.choose("Ouvrir ce document");
    assert_eq!(person.gathers(), 1);
    person.goes_back();
    let report = shown(&person);
    assert!(report.contains("Examen : Hémoglobine glyquée (HbA1c)"), "{report}");
    assert!(report.contains("Avant, le 20 novembre 2024 : 5,4 %"), "{report}");
    // The older report has nothing before it.
    person.goes_back();
    person.choose("bio-2024-11.xml");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(read("bio-2024-11.xml"))));
    assert!(!shown(&person).contains("Avant,"), "{}", shown(&person));
}

/// What the document says, line by line.
fn shown(person: &Person) -> String {
    flow::text(&reading(person), 0, &Words::french()).replace('\u{a0}', " ")
}

fn reading(person: &Person) -> std::sync::Arc<dmp::domain::Reading> {
    let page = person.page();
    let reading = |block: &Block<_>| if let Block::Reading { reading, .. } = block { Some(reading.clone()) } else { None };
    page.body.iter().find_map(reading).unwrap()
}
