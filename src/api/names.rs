//! Names are looked up for the configured server, and for the proxy on the way to it, and for nothing else (S61).

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::fmt;
use std::net::SocketAddr;

pub(super) struct Names {
    allowed: Vec<String>,
}

/// The system says that no computer has this name.
#[derive(Debug)]
pub(super) struct NoSuchName;

impl Names {
    pub fn only(allowed: Vec<String>) -> Self {
        Self { allowed }
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let allowed = self.allowed.iter().any(|ours| ours.eq_ignore_ascii_case(name.as_str()));
        Box::pin(async move {
            if !allowed {
                return Err(NoSuchName.into());
            }
            match tokio::net::lookup_host((name.as_str(), 0)).await {
                Ok(found) => Ok(Box::new(found.collect::<Vec<SocketAddr>>().into_iter()) as Addrs),
                // EAI_AGAIN has no kind of its own in std: the resolver could not be asked, so nothing is known of the name.
                Err(error) if error.to_string().contains("Temporary failure") => Err(error.into()),
                Err(_) => Err(NoSuchName.into()),
            }
        })
    }
}

impl fmt::Display for NoSuchName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such name")
    }
}

impl std::error::Error for NoSuchName {}
