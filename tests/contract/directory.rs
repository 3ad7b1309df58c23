//! The directory: what the sandbox writes on the Annuaire's profiles, the client reads as people.

use crate::app::TestApp;
use crate::raw::NADIA;
use dmp::domain::{Clean, Problem, Professional, Qualification, Sought, Workplace};
use std::collections::HashSet;

fn sought(name: &str, speciality: &str, place: &str) -> Sought {
    let qualifications = if speciality.is_empty() { Vec::new() } else { vec![Qualification::Speciality(Clean::new(speciality))] };
    Sought { name: Clean::new(name), qualifications, place: Clean::new(place) }
}

#[tokio::test]
async fn a_professional_of_the_record_is_found_with_everything_known() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let page = api.professionals(&sought("dumont alice", "SM54", "villerose")).await.unwrap();
    assert_eq!((page.found.len(), page.total, page.unreadable, &page.next), (1, Some(1), 0, &None));
    let Professional { name, occupations, rpps, workplaces, retired, .. } = page.found[0].as_ref();
    assert_eq!(name.as_deref(), Some("Dr Alice Dumont"), "as her documents are signed");
    assert_eq!((occupations.len(), occupations[0].speciality.as_deref()), (1, Some("SM54")));
    assert!(rpps.as_ref().is_some_and(|rpps| rpps.holds()) && !retired);
    let [Workplace { organisation, street, postcode, city, phones }] = workplaces.as_slice() else { panic!("{workplaces:?}") };
    assert_eq!(organisation.as_deref(), Some("Maison de santé des Tilleuls"));
    assert_eq!((postcode.as_deref(), city.as_deref()), (Some("72999"), Some("Villerose-sur-Aune")));
    assert_eq!((street.len(), phones.len()), (1, 1));
}

#[tokio::test]
async fn a_town_or_a_postcode_gives_everybody_there_page_by_page_once() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let by_code = api.professionals(&sought("", "", "69 0")).await.unwrap();
    let by_name = api.professionals(&sought("", "", "Lyon")).await.unwrap();
    assert!(by_code.total > Some(10) && by_code.total == by_name.total, "{:?} {:?}", by_code.total, by_name.total);
    let mut page = api.professionals(&sought("", "", "6")).await.unwrap();
    let (total, mut ids, mut pages) = (page.total.unwrap(), HashSet::new(), 1);
    loop {
        assert_eq!(page.unreadable, 0);
        for professional in &page.found {
            assert!(professional.name.is_some(), "{professional:?}");
            assert!(ids.insert(professional.id.clone()), "{professional:?} twice");
        }
        let Some(next) = page.next else { break };
        page = api.more_professionals(&next).await.unwrap();
        pages += 1;
    }
    assert_eq!((u64::try_from(ids.len()).unwrap(), pages), (total, ids.len().div_ceil(50)));
}

#[tokio::test]
async fn those_who_are_hard_to_show_are_read_all_the_same() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let one = async |name: &str| api.professionals(&sought(name, "", "")).await.unwrap().found[0].clone();
    assert_eq!(one("dominique aubrac").await.occupations, []);
    assert_eq!(one("irene valette").await.workplaces, []);
    assert!(one("luc marsaudon").await.rpps.as_ref().is_some_and(|rpps| !rpps.holds()));
    let two = one("d'hautefort marie ange").await;
    assert_eq!((two.name.as_deref(), two.workplaces.len()), (Some("Pr Marie-Ange D’Hautefort"), 2));
}

#[tokio::test]
async fn what_is_typed_is_text_and_finds_nobody() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    for text in ["%", "*", "_", "'; --", "\\", "|", ",", "$", "zz|qq", "李", "نادية", "dumont,alice", "x\\", "💊"] {
        for wanted in [sought(text, "", ""), sought("", "", text)] {
            let page = api.professionals(&wanted).await.unwrap_or_else(|problem| panic!("{wanted:?}: {problem:?}"));
            // A comma is one more separator between the words of one name.
            assert_eq!(page.found.len(), if text == "dumont,alice" && !wanted.name.is_empty() { 1 } else { 0 }, "{wanted:?}");
        }
    }
    // The page does not ask this: a server refuses it.
    assert_eq!(api.professionals(&Sought::default()).await, Err(Problem::ServerFailed { status: 400 }));
}
