//! Signing in, step by step (API §2). Nothing here is ever sent twice by itself: an unanswered step is the person's to repeat.

use super::connection::{Answer, Body, Call};
use super::discovery::S256;
use super::said::Said;
use super::session::{Renewable, Signing, Tokens};
use super::{Api, answer, random};
use crate::domain::{Challenge, ChannelId, Clean, PasswordPolicy, PatientId, Problem, Rejection, Secret, Step};
use crate::wire::oauth::{self, error, grant, member, otp_error, param, rejected, step};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use zeroize::Zeroizing;

/// What the project's own policy asks, for a server that does not say (SECURITY §2).
const POLICY: (u32, u32) = (12, 128);
/// Fifteen minutes, for a locked account when the server does not say (SECURITY §2).
pub(super) const LOCKED: u64 = 15 * 60;

/// An answer to a step, read.
enum Outcome {
    Next(Step),
    /// The code to exchange for tokens.
    Granted(Secret),
}

impl Api {
    pub async fn sign_in(&self, identifier: &Clean, password: Secret) -> Result<Step, Problem> {
        let service = self.service().await?;
        let verifier = Secret::new(URL_SAFE_NO_PAD.encode(Zeroizing::new(random::bytes::<32>()?)));
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.reveal()));
        self.inner.session.begin_signing(Signing { verifier: Some(Arc::new(verifier)), ..Signing::default() });
        let body = Body::form(&[
            (param::RESPONSE_TYPE, param::CODE),
            (param::CLIENT_ID, oauth::CLIENT_ID),
            (param::SCOPE, oauth::SCOPE),
            (param::CODE_CHALLENGE, &challenge),
            (param::CODE_CHALLENGE_METHOD, S256),
            (param::PLACE, self.inner.place.name()),
            (param::USERNAME, identifier),
            (param::PASSWORD, password.reveal()),
        ]);
        drop(password);
        let answer = self.inner.connection.exchange(&Call::post(service.challenge.clone(), body)).await?;
        self.next_step(&answer)
    }

    /// A refusal of the new password is not a problem: the step comes back with the reasons.
    pub async fn change_password(&self, new: Secret) -> Result<Step, Problem> {
        let answer = self.step(param::NEW_PASSWORD, new.reveal()).await?;
        self.next_step(&answer)
    }

    /// Also: send the code again.
    pub async fn choose_channel(&self, channel: ChannelId) -> Result<Step, Problem> {
        let answer = self.step(param::OTP_CHANNEL, channel.code()).await?;
        self.next_step(&answer)
    }

    /// Checks the code, then opens the session. When only the opening failed, calling again does only the opening.
    pub async fn verify(&self, code: Secret) -> Result<PatientId, Problem> {
        let granted = self.inner.session.signing(|signing| signing.code.clone()).flatten();
        if granted.is_none() {
            let answer = self.step(param::OTP, code.reveal()).await?;
            let mut said = read(&answer)?;
            match self.outcome(&answer, &mut said)? {
                Outcome::Granted(code) => {
                    self.inner.session.signing(|signing| signing.code = Some(Arc::new(code)));
                }
                Outcome::Next(_) => {
                    let expired = said.text(member::OTP_ERROR) == Some(otp_error::EXPIRED);
                    let left = said.small(member::OTP_ATTEMPTS_LEFT);
                    return Err(if expired { Problem::CodeExpired } else { Problem::WrongCode { left } });
                }
            }
        }
        self.exchange_code().await
    }

    /// One member sent with the session of the sign-in under way.
    async fn step(&self, name: &str, value: &str) -> Result<Answer, Problem> {
        let service = self.service().await?;
        let session = self.inner.session.signing(|signing| signing.auth_session.clone()).flatten();
        let session = session.ok_or(Problem::SignInExpired)?;
        let body = Body::form(&[(param::CLIENT_ID, oauth::CLIENT_ID), (param::AUTH_SESSION, session.reveal()), (name, value)]);
        self.inner.connection.exchange(&Call::post(service.challenge.clone(), body)).await
    }

    fn next_step(&self, answer: &Answer) -> Result<Step, Problem> {
        match self.outcome(answer, &mut read(answer)?)? {
            Outcome::Next(step) => Ok(step),
            // A server that asks for no code: not a service this version may trust with a health record.
            Outcome::Granted(_) => Ok(Step::Unknown),
        }
    }

    fn outcome(&self, answer: &Answer, said: &mut Said) -> Result<Outcome, Problem> {
        if (200..=299).contains(&answer.status) {
            return said.secret(member::AUTHORIZATION_CODE).map(Outcome::Granted).ok_or(Problem::Garbled);
        }
        let renewed = said.secret(param::AUTH_SESSION).map(Arc::new);
        let known = renewed.is_some();
        if known {
            self.inner.session.signing(|signing| signing.auth_session = renewed);
        }
        let seconds = said.number(member::RETRY_AFTER).or(answer.retry_after);
        match said.text(member::ERROR).unwrap_or_default() {
            error::INSUFFICIENT => Ok(Outcome::Next(self.asked(said))),
            error::ACCESS_DENIED => Err(Problem::WrongCredentials),
            error::ACCOUNT_LOCKED => Err(Problem::Locked { seconds: seconds.unwrap_or(LOCKED) }),
            error::INVALID_SESSION => {
                self.inner.session.end_signing();
                // The last wrong code of those allowed ends the sign-in too: not for want of time.
                let wrong = said.text(member::OTP_ERROR) == Some(otp_error::WRONG);
                Err(if wrong { Problem::WrongCode { left: Some(0) } } else { Problem::SignInExpired })
            }
            error::SLOW_DOWN => Err(Problem::TooFast { seconds }),
            error::REDIRECT_TO_WEB => Err(Problem::OnTheWeb),
            _ if answer.status == 429 => Err(Problem::TooFast { seconds }),
            _ if known => Ok(Outcome::Next(Step::Unknown)),
            _ => Err(Problem::ServerFailed { status: answer.status }),
        }
    }

    fn asked(&self, said: &Said) -> Step {
        let session = &self.inner.session;
        match said.text(member::NEXT_STEP).unwrap_or_default() {
            step::PASSWORD_CHANGE => {
                let policy = match said.object(member::PASSWORD_POLICY).map(|policy| policy_of(&policy)) {
                    Some(policy) => {
                        session.signing(|signing| signing.policy = policy.clone());
                        policy
                    }
                    None => session.signing(|signing| signing.policy.clone()).unwrap_or_default(),
                };
                let policy = if policy.max_length == 0 { policy_of_ours() } else { policy };
                let rejected = said.texts(member::REJECTED).unwrap_or_default().into_iter().map(rejection).collect();
                Step::ChangePassword { policy, rejected }
            }
            step::OTP => {
                let channels = match said.channels(member::OTP_CHANNELS) {
                    Some(channels) => {
                        session.signing(|signing| signing.channels.clone_from(&channels));
                        channels
                    }
                    None => session.signing(|signing| signing.channels.clone()).unwrap_or_default(),
                };
                Step::Code(Challenge {
                    channels,
                    channel: said.text(member::OTP_CHANNEL).map(ChannelId::of),
                    length: said.small(member::OTP_LENGTH).unwrap_or(6),
                    expires_in: said.number(member::OTP_EXPIRES_IN),
                    resend_in: said.number(member::OTP_RESEND_IN),
                    attempts_left: said.small(member::OTP_ATTEMPTS_LEFT),
                    position: said.small(member::STEP).zip(said.small(member::STEPS)),
                })
            }
            _ => Step::Unknown,
        }
    }

    async fn exchange_code(&self) -> Result<PatientId, Problem> {
        let service = self.service().await?;
        let held = self.inner.session.signing(|signing| signing.code.clone().zip(signing.verifier.clone())).flatten();
        let (code, verifier) = held.ok_or(Problem::SignInExpired)?;
        let body = Body::form(&[
            (param::GRANT_TYPE, grant::CODE),
            (param::CLIENT_ID, oauth::CLIENT_ID),
            (param::CODE, code.reveal()),
            (param::CODE_VERIFIER, verifier.reveal()),
            (param::CLIENT_INSTANCE, self.inner.instance.as_str()),
        ]);
        let answer = self.inner.connection.exchange(&Call::post(service.token.clone(), body)).await?;
        match answer.status {
            400 | 401 | 403 => {
                self.inner.session.end_signing();
                Err(Problem::SignInExpired)
            }
            _ => {
                let tokens = tokens(&answer, None)?;
                let patient = tokens.patient.clone();
                self.inner.session.open(tokens);
                Ok(patient)
            }
        }
    }
}

/// The JSON of a step, whatever its status. What is no JSON is judged by the status alone, and never shown.
fn read(answer: &Answer) -> Result<Said, Problem> {
    let said = if answer::is_json(answer.essence.as_deref()) { Said::read(&answer.body) } else { Err(Problem::Garbled) };
    said.map_err(|garbled| match answer.status {
        429 | 500..=599 => answer::problem(answer.status, answer.retry_after, false).unwrap_or(garbled),
        200..=299 => garbled,
        status => Problem::ServerFailed { status },
    })
}

/// Tokens out of an answer of the token endpoint. `old`: the session they continue, whose patient they keep, and whose
/// refresh token when the server does not rotate it.
pub(super) fn tokens(answer: &Answer, old: Option<&Renewable>) -> Result<Tokens, Problem> {
    let mut said = Said::read(answer.json(false)?)?;
    if said.text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(Problem::Garbled);
    }
    let patient = old.map(|old| old.patient.clone()).or_else(|| PatientId::new(said.text(member::PATIENT)?));
    let access = said.secret(member::ACCESS_TOKEN).map(Arc::new);
    let refresh = said.secret(param::REFRESH_TOKEN).map(Arc::new).or_else(|| old.map(|old| old.refresh.clone()));
    let whole = access.zip(refresh).zip(patient).ok_or(Problem::Garbled)?;
    let ((access, refresh), patient) = whole;
    Ok(Tokens { access: Some(access), refresh, patient })
}

fn policy_of_ours() -> PasswordPolicy {
    PasswordPolicy { min_length: POLICY.0, max_length: POLICY.1, classes: Vec::new() }
}

fn policy_of(said: &Said) -> PasswordPolicy {
    PasswordPolicy {
        min_length: said.small("min_length").unwrap_or(POLICY.0),
        max_length: said.small("max_length").unwrap_or(POLICY.1),
        classes: said.texts("classes").unwrap_or_default().into_iter().map(Clean::line).collect(),
    }
}

fn rejection(code: &str) -> Rejection {
    match code {
        rejected::TOO_SHORT => Rejection::TooShort,
        rejected::TOO_LONG => Rejection::TooLong,
        rejected::TOO_GUESSABLE => Rejection::TooGuessable,
        rejected::TOO_COMMON => Rejection::TooCommon,
        rejected::SAME_AS_OLD => Rejection::SameAsOld,
        rejected::CONTAINS_IDENTITY => Rejection::ContainsIdentity,
        _ => Rejection::Other,
    }
}
