//! `api` against servers that keep the contract, that bend it, and that break it (SECURITY §3, §6).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::print_stdout)]

mod corpus;
mod fake;
mod faults;
mod fetching;
mod leniency;
mod session;
mod signing;
mod tls;

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
    api.sign_in(&Clean::new(fake::IDENTIFIER), Secret::from(fake::PASSWORD)).await.unwrap();
    api.choose_channel(ChannelId::Sms).await.unwrap();
    api.verify(Secret::from(fake::CODE)).await.unwrap();
}
