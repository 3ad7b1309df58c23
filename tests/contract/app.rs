//! The real server on a free port, and somebody's client on it, as verbs.

use crate::raw::{App, Hands, NADIA, START, client};
use dmp::api::{Api, Limits, Options};
use dmp::domain::{Challenge, ChannelId, Clean, Instance, Place, Problem, Secret, Step};
use dmp::sandbox::{self, Clock, SECOND, Trial, start_trial};
use dmp::words::Words;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

/// The fictional record that the program carries, in memory, with a clock that tests move.
pub struct TestApp {
    /// The server, and a client of another make on it.
    pub server: App,
    clients: AtomicU8,
}

impl TestApp {
    pub async fn start() -> Self {
        let clock = Arc::new(Hands::at(START));
        let options = sandbox::Options { source_limit: false, ..sandbox::Options::default() };
        let trial = Trial { clock: clock.clone(), ..Trial::default() };
        let running = start_trial(options, trial).await.unwrap();
        let base = running.base().to_owned();
        let server = App { running: Some(running), clock, http: client(), base };
        Self { server, clients: AtomicU8::new(1) }
    }

    /// Another program, on another computer.
    pub fn client(&self, place: Place) -> Api {
        self.client_on(&self.server.base, place)
    }

    /// The same, through something that stands before the server.
    pub fn client_on(&self, base: &str, place: Place) -> Api {
        let number = self.clients.fetch_add(1, Ordering::Relaxed);
        let options =
            Options { base: base.to_owned(), place, instance: Instance::new([number; 16]), extra_roots: None, sandbox: true };
        // One try, so that a refusal is seen as it came.
        let limits = Limits { tries: 1, pause: Duration::ZERO, ..Limits::default() };
        Api::with(options, limits, &|_| None).unwrap()
    }

    /// A client on which `person` has just signed in, by SMS, at home.
    pub async fn signed_in(&self, person: (&str, &str)) -> Api {
        let api = self.client(Place::Home);
        self.sign_in(&api, person).await;
        api
    }

    pub async fn sign_in(&self, api: &Api, person: (&str, &str)) {
        // Codes are not sent faster.
        self.wait(30);
        asked_for_code(begin(api, person).await);
        asked_for_code(api.choose_channel(ChannelId::Sms).await);
        self.enter_code(api, person.0).await.unwrap();
    }

    /// Types the last code sent to `identifier`.
    pub async fn enter_code(&self, api: &Api, identifier: &str) -> Result<dmp::domain::PatientId, Problem> {
        api.verify(Secret::new(self.code(identifier).await)).await
    }

    /// The last code on the telephone, or in the letter box, of `identifier`.
    pub async fn code(&self, identifier: &str) -> String {
        self.server.sent(identifier).await
    }

    pub fn wait(&self, seconds: i64) {
        self.server.clock.advance(seconds * SECOND);
    }

    /// What Nadia's authenticator shows.
    pub fn authenticator(&self) -> Secret {
        Secret::new(crate::raw::totp(self.server.clock.now()))
    }

    /// Nadia has passed the step of the password.
    pub async fn nadia_at_the_code(&self) -> (Api, Challenge) {
        let api = self.client(Place::Home);
        let challenge = asked_for_code(begin(&api, NADIA).await);
        (api, challenge)
    }
}

pub async fn begin(api: &Api, (identifier, password): (&str, &str)) -> Result<Step, Problem> {
    api.sign_in(&Clean::new(identifier), Secret::from(password)).await
}

#[track_caller]
pub fn asked_for_code(step: Result<Step, Problem>) -> Challenge {
    match step {
        Ok(Step::Code(challenge)) => challenge,
        other => panic!("not asked for a code: {other:?}"),
    }
}

/// The sentence for this problem, with ordinary spaces.
pub fn said(problem: &Problem) -> String {
    Words::french().problem(problem).replace('\u{a0}', " ")
}

/// A code that is not this one.
pub fn wrong(code: &str) -> Secret {
    Secret::from(if code == "000000" { "111111" } else { "000000" })
}
