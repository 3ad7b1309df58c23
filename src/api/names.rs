//! Names are looked up for the configured server, and for the proxy on the way to it, and for nothing else (S61).

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::error::Error;
use std::net::SocketAddr;
use std::{fmt, io};

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
                Err(error) => Err(meaning(error)),
            }
        })
    }
}

/// A resolver that cannot be asked says nothing of the name: the network is down. (EAI_AGAIN has no kind in std.)
fn meaning(error: io::Error) -> Box<dyn Error + Send + Sync> {
    if error.to_string().contains("Temporary failure") { error.into() } else { NoSuchName.into() }
}

impl fmt::Display for NoSuchName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such name")
    }
}

impl Error for NoSuchName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn s61_no_other_name_is_looked_up() {
        let names = Names::only(vec!["127.0.0.1".into(), "Proxy.example".into()]);
        let resolve = |name: &str| names.resolve(name.parse().unwrap());
        assert!(resolve("127.0.0.1").await.is_ok());
        for other in ["localhost", "127.0.0.2", "127.0.0.1.evil.example"] {
            assert!(resolve(other).await.err().unwrap().is::<NoSuchName>(), "{other}");
        }
    }

    #[test]
    fn f3_a_resolver_that_cannot_be_asked_is_not_an_unknown_name() {
        let said = |text: &str| meaning(io::Error::other(text)).is::<NoSuchName>();
        assert!(said("failed to lookup address information: Name or service not known"));
        assert!(said("failed to lookup address information: nodename nor servname provided, or not known"));
        assert!(!said("failed to lookup address information: Temporary failure in name resolution"));
    }
}
