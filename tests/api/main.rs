//! `api` against servers that keep the contract, that bend it, and that break it (SECURITY §3, §6).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stdout)]

mod accesses;
mod contacts;
mod corpus;
mod deposits;
mod directory;
mod events;
mod fake;
mod faults;
mod fetching;
mod forms;
mod generated;
mod leniency;
mod malformed;
mod proxies;
mod samples;
mod session;
mod shelf;
mod signing;
mod statements;
mod tls;
mod validity;
mod world;

use dmp::api::{Api, Limits, Options};
use dmp::domain::{ChannelId, Clean, Instance, Place, Secret};
use fake::Fake;
use std::time::Duration;

/// Long enough never to be met by a machine that works, and pauses of nothing between two tries.
fn limits() -> Limits {
    Limits { pause: Duration::ZERO, ..Limits::default() }
}

fn options(base: &str) -> Options {
    Options { base: base.into(), place: Place::Home, instance: Instance::new([7; 16]), extra_roots: None, sandbox: false }
}

fn api(fake: &Fake) -> Api {
    api_with(fake, limits())
}

fn api_with(fake: &Fake, limits: Limits) -> Api {
    Api::with(options(&fake.base), limits, &|_| None).unwrap()
}

/// Signs in by SMS.
async fn signed_in(fake: &Fake) -> Api {
    signed_in_with(fake, limits()).await
}

async fn signed_in_with(fake: &Fake, limits: Limits) -> Api {
    let api = api_with(fake, limits);
    sign_in(&api).await;
    api
}

async fn sign_in(api: &Api) {
    api.sign_in(&Clean::new(world::IDENTIFIER), Secret::from(world::PASSWORD)).await.unwrap();
    api.choose_channel(ChannelId::Sms).await.unwrap();
    api.verify(Secret::from(world::CODE)).await.unwrap();
}

/// `run` gives every request to a task of its own.
#[tokio::test]
async fn every_request_can_be_given_to_a_task() {
    fn sendable<T: Send>(_: T) {}
    let fake = Fake::start().await;
    let api = api(&fake);
    let query = dmp::api::Query::default();
    let content = dmp::domain::Content {
        url: "x".into(),
        format: dmp::domain::Format::Other,
        media_type: Clean::empty(),
        size: None,
        sha1: None,
    };
    sendable(api.discover());
    sendable(api.sign_in(&Clean::empty(), Secret::from("")));
    sendable(api.change_password(Secret::from("")));
    sendable(api.choose_channel(ChannelId::Sms));
    sendable(api.verify(Secret::from("")));
    sendable(api.documents(&query, false));
    sendable(api.fetch(&content, |_, _| {}));
    sendable(api.unlock(Secret::from("")));
    sendable(api.lock());
    sendable(api.sign_out());
}
