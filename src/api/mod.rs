//! The only place that speaks HTTP: what the wire carries becomes the patient's world, and what is malformed is refused.
//!
//! It sends nothing to any other origin than the configured one, never repeats a step of the sign-in by itself, and lets
//! no token, password or code out: they are in no address, no error and no `Debug`.

mod address;
mod answer;
mod connection;
mod consents;
mod contacts;
mod deposit;
mod directory;
mod discovery;
mod draft_key;
mod events;
mod fault;
mod fetch;
pub mod fhir;
mod filing;
mod forms;
mod limits;
mod names;
mod notices;
mod patience;
mod proxy;
mod random;
mod reading;
mod renewal;
mod said;
mod search;
mod session;
mod sessions;
mod sign_in;
mod statements;
mod tls;
mod upload;
mod writing;

pub use address::Address;
pub use events::Listener;
pub use limits::Limits;
pub use patience::retry_after;

use crate::domain::{Clean, Instance, PatientId, Place, Problem};
use crate::wire::{fhir as wire, oauth};
use connection::{Call, Connection};
use discovery::Service;
use jiff::Timestamp;
use patience::Tries;
use session::Session;
use std::fmt;
use std::sync::Arc;
use tokio::sync::watch;
use zeroize::Zeroizing;

/// What a connection is made of.
#[derive(Debug, Clone)]
pub struct Options {
    /// The FHIR base, as typed or configured.
    pub base: String,
    pub place: Place,
    pub instance: Instance,
    /// Certificates of authorities, in PEM, trusted besides the platform's.
    pub extra_roots: Option<Vec<u8>>,
    /// The demonstration's own server: no proxy, on this computer only.
    pub sandbox: bool,
}

/// Which documents to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only those that reached the record, or changed in it, from this instant on (D24).
    pub since: Option<Timestamp>,
    /// Entries on a page; 0 for the usual fifty, two hundred at most.
    pub page: u32,
    /// Without the old versions.
    pub current_only: bool,
}

/// A server, and the session on it. Cheap to clone; every clone shares the session.
#[derive(Clone)]
pub struct Api {
    inner: Arc<Inner>,
}

struct Inner {
    connection: Connection,
    session: Session,
    place: Place,
    instance: Instance,
    waits: watch::Sender<Option<u64>>,
}

impl Api {
    /// Sends nothing yet.
    pub fn new(options: Options) -> Result<Self, Problem> {
        Self::with(options, Limits::default(), &|name| std::env::var(name).ok())
    }

    /// The same, with limits and an environment of one's own.
    pub fn with(options: Options, limits: Limits, environment: &dyn Fn(&str) -> Option<String>) -> Result<Self, Problem> {
        let address = Address::new(&options.base)?;
        if options.sandbox && !address.local() {
            return Err(Problem::AddressNotSecure);
        }
        let through = proxy::find(&address, environment)?;
        let connection = Connection::new(address, limits, options.extra_roots.as_deref(), through)?;
        let (place, instance) = (options.place, options.instance);
        Ok(Self {
            inner: Arc::new(Inner { connection, session: Session::default(), place, instance, waits: watch::Sender::new(None) }),
        })
    }

    /// As shown wherever a secret is asked for (S18): sanitised, international names in punycode.
    pub fn host(&self) -> Clean {
        self.inner.connection.address.host()
    }

    /// The patient whose record this session opens; [`Problem::SessionEnded`] when there is none.
    pub fn patient_id(&self) -> Result<PatientId, Problem> {
        self.inner.session.patient()
    }

    /// The proxy on the way, to be shown (S57).
    pub fn proxy(&self) -> Option<Clean> {
        self.inner.connection.proxy().map(|through| through.shown.clone())
    }

    /// Seconds being waited because the server asked to, while it lasts (D18): to be told to the person.
    pub fn waits(&self) -> watch::Receiver<Option<u64>> {
        self.inner.waits.subscribe()
    }

    /// Learns what the server offers. The first step of a sign-in does it when it has not been done.
    pub async fn discover(&self) -> Result<(), Problem> {
        let address = &self.inner.connection.address;
        let configuration = self.public(address.under(oauth::WELL_KNOWN)?, "application/json").await?;
        let capability = self.public(address.under("metadata")?, wire::JSON).await?;
        let service = Service::read(address, &configuration, &capability).map_err(discovery::not_ours)?;
        self.inner.session.set_service(Arc::new(service));
        Ok(())
    }

    async fn service(&self) -> Result<Arc<Service>, Problem> {
        if let Some(service) = self.inner.session.service() {
            return Ok(service);
        }
        self.discover().await?;
        self.inner.session.service().ok_or(Problem::NotADmpServer)
    }

    /// What anybody may read.
    async fn public(&self, url: url::Url, accept: &str) -> Result<Zeroizing<Vec<u8>>, Problem> {
        let connection = &self.inner.connection;
        let call = Call::get(url, accept);
        let mut tries = Tries::new(&connection.limits, &self.inner.waits);
        loop {
            let answer = connection.exchange(&call).await;
            let body = answer.and_then(|answer| {
                answer.json(false)?;
                Ok(answer.body)
            });
            match body {
                Ok(body) => return Ok(body),
                Err(problem) => tries.again(problem).await.map_err(discovery::not_ours)?,
            }
        }
    }
}

/// The host alone: no token is ever printed (S29).
impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Api").field("host", &self.host()).finish_non_exhaustive()
    }
}
