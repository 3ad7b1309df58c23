//! Sign-in as a machine: any actions in any order, and what must hold after each of them.

use crate::app::{Answer, App, CAMILLE, NEW_PASSWORD, Setting, Tokens};
use dmp::sandbox::{Clock, MINUTE, Millis, SECOND};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::atomic::{AtomicU32, Ordering};

#[derive(Debug, Clone)]
enum Action {
    Begin,
    BeginWrong,
    Change { good: bool },
    Choose,
    RightCode,
    WrongCode,
    OldCode,
    Refresh,
    RefreshOld,
    SignOut,
    Wait(Millis),
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let one = prop_oneof![
        3 => Just(Action::Begin),
        1 => Just(Action::BeginWrong),
        3 => any::<bool>().prop_map(|good| Action::Change { good }),
        4 => Just(Action::Choose),
        4 => Just(Action::RightCode),
        5 => Just(Action::WrongCode),
        1 => Just(Action::OldCode),
        2 => Just(Action::Refresh),
        1 => Just(Action::RefreshOld),
        1 => Just(Action::SignOut),
        3 => prop_oneof![Just(31 * SECOND), Just(2 * MINUTE), Just(11 * MINUTE), Just(40 * MINUTE)].prop_map(Action::Wait),
    ];
    let any_order = proptest::collection::vec(one, 10..60);
    // Left to chance alone, few of the cases would go all the way: two in three begin so.
    let all_the_way = vec![Action::Begin, Action::Change { good: true }, Action::Choose, Action::RightCode];
    let first = prop_oneof![2 => Just(all_the_way), 1 => Just(Vec::new())];
    (first, any_order).prop_map(|(first, then)| [first, then].concat())
}

/// What the test believes, from what it was told only.
#[derive(Default)]
struct Belief {
    session: Option<String>,
    /// The password has been changed for good.
    changed: bool,
    /// It has been accepted in this sign-in.
    pending: bool,
    /// Codes sent in this sign-in; the last is good until then.
    codes: Vec<String>,
    good_until: Millis,
    left: u64,
    tokens: Option<Tokens>,
    dead: Vec<Tokens>,
}

struct Run {
    app: App,
    belief: Belief,
}

impl Run {
    fn now(&self) -> Millis {
        self.app.clock.now()
    }

    async fn act(&mut self, action: &Action) {
        let session = self.belief.session.clone().unwrap_or_else(crate::app::pkce);
        match action {
            Action::Begin => {
                let password = if self.belief.changed { NEW_PASSWORD } else { CAMILLE.1 };
                let answer = self.app.begin(CAMILLE.0, password).await;
                if answer.status == 400 && answer.body.get("next_step").is_some() {
                    let expected = if self.belief.changed { "otp" } else { "password_change" };
                    assert_eq!(answer.str("next_step"), expected);
                    (self.belief.pending, self.belief.codes, self.belief.left) = (false, Vec::new(), 5);
                    self.belief.session = Some(answer.session());
                }
            }
            Action::BeginWrong => {
                let answer = self.app.begin(CAMILLE.0, "pas celui-là").await;
                assert!(answer.status != 200 && answer.body.get("auth_session").is_none());
            }
            Action::Change { good } => {
                let password = if *good { NEW_PASSWORD } else { "court" };
                let answer = self.app.challenge(&[("auth_session", &session), ("new_password", password)]).await;
                let at_change = !self.belief.changed && !self.belief.pending && self.belief.session.is_some();
                if at_change && *good && answer.body["next_step"] == "otp" {
                    self.belief.pending = true;
                }
                if at_change && !good && answer.body.get("next_step").is_some() {
                    assert_eq!(answer.str("next_step"), "password_change");
                }
                self.renewed(&answer);
            }
            Action::Choose => {
                let before = self.app.outbox(CAMILLE.0).await.len();
                let answer = self.app.choose(&session, "sms").await;
                let messages = self.app.outbox(CAMILLE.0).await;
                if messages.len() > before {
                    assert!(self.belief.pending || self.belief.changed, "no code before the password is changed");
                    self.belief.codes.push(self.app.sent(CAMILLE.0).await);
                    (self.belief.good_until, self.belief.left) = (self.now() + 10 * MINUTE, 5);
                }
                self.renewed(&answer);
            }
            Action::RightCode => {
                let code = self.belief.codes.last().cloned().unwrap_or_else(|| "000000".to_owned());
                self.code(&session, &code, self.belief.codes.last().is_some()).await;
            }
            Action::WrongCode => {
                let wrong = self.belief.codes.last().map_or(1, |code| (code.parse::<u32>().unwrap() + 1) % 1_000_000);
                self.code(&session, &format!("{wrong:06}"), false).await;
            }
            Action::OldCode => {
                let older = self.belief.codes.iter().rev().nth(1).cloned().filter(|code| Some(code) != self.belief.codes.last());
                self.code(&session, &older.unwrap_or_else(|| "abc".to_owned()), false).await;
            }
            Action::Refresh => {
                let Some(tokens) = self.belief.tokens.take() else { return };
                let answer = self.app.refresh(&tokens.refresh, &tokens.instance).await;
                if answer.status == 200 {
                    self.belief.tokens = Some(self.app.tokens(answer, &tokens.instance));
                } else {
                    self.belief.dead.push(tokens);
                }
            }
            Action::RefreshOld => {
                let Some(tokens) = self.belief.tokens.take() else { return };
                let next = self.app.refresh(&tokens.refresh, &tokens.instance).await;
                let reused = self.app.refresh(&tokens.refresh, "un autre processus").await;
                assert_eq!(reused.status, 400);
                if next.status == 200 {
                    self.belief.dead.push(self.app.tokens(next, &tokens.instance));
                }
                self.belief.dead.push(tokens);
            }
            Action::SignOut => {
                let Some(tokens) = self.belief.tokens.take() else { return };
                self.app.post("/auth/revoke", &[("token", &tokens.refresh)]).await;
                self.belief.dead.push(tokens);
            }
            Action::Wait(time) => self.app.clock.advance(*time),
        }
    }

    async fn code(&mut self, session: &str, code: &str, right: bool) {
        let before = self.belief.left;
        let answer = self.app.code(session, code).await;
        if answer.status == 200 {
            assert!(right && before > 0, "a wrong code, or one try too many");
            assert!(self.now() < self.belief.good_until, "an expired code");
            assert!(self.belief.pending || self.belief.changed, "the initial password was not changed");
            let tokens = self.app.exchange(&answer.str("authorization_code"), "i").await;
            if let Some(old) = self.belief.tokens.replace(self.app.tokens(tokens, "i"))
                && !self.belief.changed
            {
                self.belief.dead.push(old);
            }
            self.belief.changed = true;
            (self.belief.session, self.belief.codes) = (None, Vec::new());
            return;
        }
        if let Some(left) = answer.body["otp_attempts_left"].as_u64() {
            assert!(left <= before, "tries never grow without a new code");
            self.belief.left = left;
        }
        self.renewed(&answer);
    }

    fn renewed(&mut self, answer: &Answer) {
        assert!(answer.status == 400 || answer.status == 429, "{}", answer.text);
        match answer.body["auth_session"].as_str() {
            Some(session) => self.belief.session = Some(session.to_owned()),
            None => self.belief.session = None,
        }
    }

    /// After each action.
    async fn check(&self) {
        if let Some(tokens) = &self.belief.tokens {
            let answer = self.app.get("/account", &tokens.access).await;
            assert!(answer.status == 200 || answer.status == 401);
        }
        for tokens in &self.belief.dead {
            assert_eq!(self.app.get("/account", &tokens.access).await.status, 401, "what was revoked lives again");
        }
        if let Some(session) = &self.belief.session {
            assert_eq!(self.app.get("/account", session).await.status, 401, "an auth_session is no access token");
        }
    }
}

#[test]
fn sign_in_holds_whatever_the_order_of_actions() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, max_shrink_iters: 60, ..Config::default() });
    let signed_in = AtomicU32::new(0);
    let held = runner.run(&actions(), |actions| {
        runtime.block_on(async {
            let mut run = Run { app: App::with(Setting::default()).await, belief: Belief::default() };
            for action in &actions {
                run.act(action).await;
                run.check().await;
            }
            signed_in.fetch_add(u32::from(run.belief.changed), Ordering::Relaxed);
            run.app.stop().await;
        });
        Ok(())
    });
    held.unwrap();
    assert!(signed_in.into_inner() > 2, "too few of the cases go all the way");
}
