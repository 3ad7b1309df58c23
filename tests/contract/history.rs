//! The history narrowed by the server gives what the client would find in the whole of it; and what is new since an instant.

use crate::app::TestApp;
use crate::documents::camille;
use dmp::api::{Api, Query};
use dmp::domain::{Deed, Sieve, Tally, Trace, Who, fold};
use dmp::sandbox::Clock;
use jiff::civil::{Date, date};
use std::collections::HashSet;
use std::sync::Arc;

const FROM: Date = date(2016, 1, 1);
const TO: Date = date(2099, 1, 1);

async fn whole(api: &Api, sieve: &Sieve) -> Vec<Arc<Trace>> {
    let mut page = api.history(FROM, TO, None, sieve).await.unwrap();
    let total = page.total;
    let mut traces = page.traces;
    while let Some(next) = page.next.take() {
        page = api.earlier(&next).await.unwrap();
        traces.extend(page.traces);
    }
    assert_eq!(total, Some(traces.len() as u64), "the server counts what it gives");
    traces
}

fn passes(sieve: &Sieve, trace: &Trace) -> bool {
    let begins = |word: &str| {
        let name = fold(trace.name.as_deref().unwrap_or_default());
        name.split(|letter: char| !letter.is_alphanumeric()).any(|part| part.starts_with(word))
    };
    (!sieve.emergencies || trace.mode.is_emergency())
        && (!sieve.mine || trace.who == Who::Me)
        && (sieve.professions.is_empty() || trace.profession.as_ref().is_some_and(|code| sieve.professions.contains(code)))
        && sieve.deed.is_none_or(|deed| trace.deed == deed)
        && fold(&sieve.name).split_whitespace().all(begins)
}

#[tokio::test]
async fn what_the_server_narrows_is_what_is_found_in_the_whole() {
    let app = TestApp::start().await;
    let api = camille(&app).await;
    let all = whole(&api, &Sieve::default()).await;
    let professions: HashSet<_> = all.iter().filter_map(|trace| trace.profession.clone()).collect();
    assert!(professions.len() > 2, "{professions:?}");
    let mut sieves = vec![
        Sieve { emergencies: true, ..Sieve::default() },
        Sieve { mine: true, ..Sieve::default() },
        Sieve { name: "dum ali".into(), ..Sieve::default() },
        Sieve { name: "%".into(), ..Sieve::default() },
        Sieve { mine: true, deed: Some(Deed::SignedIn), ..Sieve::default() },
        Sieve { emergencies: true, deed: Some(Deed::Read), ..Sieve::default() },
        Sieve { professions: professions.iter().take(2).cloned().collect(), deed: Some(Deed::Read), ..Sieve::default() },
    ];
    sieves.extend(professions.iter().map(|code| Sieve { professions: vec![code.clone()], ..Sieve::default() }));
    sieves.extend(
        Deed::ALL.into_iter().filter(|deed| *deed != Deed::Other).map(|deed| Sieve { deed: Some(deed), ..Sieve::default() }),
    );
    for sieve in sieves {
        let ids = |traces: &mut dyn Iterator<Item = &Arc<Trace>>| traces.map(|trace| trace.id.clone()).collect::<Vec<_>>();
        let narrowed = whole(&api, &sieve).await;
        assert_eq!(ids(&mut narrowed.iter()), ids(&mut all.iter().filter(|trace| passes(&sieve, trace))), "{sieve:?}");
    }
}

#[tokio::test]
async fn what_is_new_since_the_last_visit_is_what_others_did_since() {
    let app = TestApp::start().await;
    let api = camille(&app).await;
    let now = || jiff::Timestamp::from_millisecond(app.server.clock.now()).unwrap();
    let before = now();
    let opens = async |number: &str, mode: &str| {
        let body = serde_json::json!({ "professional": number, "patient": crate::raw::CAMILLE.0, "mode": mode, "motive": "Perte de connaissance" });
        let url = app.server.base.replace("/fhir", "/sandbox/list");
        app.server.http.post(url).json(&body).send().await.unwrap()
    };
    // The invented record goes on after the day on which tests begin.
    let known = Tally::of(&api.history_since(before).await.unwrap());
    let document = api.documents(&Query::default(), false).await.unwrap().documents[0].clone();
    api.fetch(&document.contents[0], |_, _| ()).await.unwrap();
    assert_eq!(Tally::of(&api.history_since(before).await.unwrap()), known, "not what one does oneself");
    opens("810999001042", "bris_de_glace").await;
    opens("810999001042", "normal").await;
    let since = Tally::of(&api.history_since(before).await.unwrap());
    assert_eq!((since.count, since.emergencies, since.more), (known.count + 2, known.emergencies + 1, false));
    app.wait(1);
    assert_eq!(Tally::of(&api.history_since(now()).await.unwrap()), known, "those before are not counted");
}
