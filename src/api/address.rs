//! The one address that is configured, and whether another one belongs to it. Nothing is sent elsewhere (D20, S53, S61).

use crate::domain::{Clean, Problem};
use std::sync::Arc;
use url::{Host, Url};

/// The FHIR base, its path ending with a slash so that relative addresses join it.
#[derive(Debug, Clone)]
pub struct Address {
    base: Arc<Url>,
}

impl Address {
    /// Without a scheme, `https` is meant.
    pub fn new(typed: &str) -> Result<Self, Problem> {
        let typed = typed.trim();
        let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
        let mut base = Url::parse(&whole).map_err(|_| Problem::AddressUnreadable)?;
        let plain =
            base.username().is_empty() && base.password().is_none() && base.query().is_none() && base.fragment().is_none();
        if !plain || base.host().is_none() {
            return Err(Problem::AddressUnreadable);
        }
        match base.scheme() {
            "https" => {}
            "http" if loopback(&base) => {}
            "http" => return Err(Problem::AddressNotSecure),
            _ => return Err(Problem::AddressUnreadable),
        }
        if !base.path().ends_with('/') {
            let path = format!("{}/", base.path());
            base.set_path(&path);
        }
        Ok(Self { base: Arc::new(base) })
    }

    /// Host and port as they are connected to: international names stay in punycode, so that no letter can pass for another.
    pub fn host(&self) -> Clean {
        Clean::line(&host_and_port(&self.base))
    }

    pub fn name(&self) -> &str {
        self.base.host_str().unwrap_or_default()
    }

    pub fn secure(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// On this computer: no proxy stands between.
    pub fn local(&self) -> bool {
        loopback(&self.base)
    }

    pub fn as_str(&self) -> &str {
        self.base.as_str()
    }

    /// A path of ours under the base.
    pub fn under(&self, path: &str) -> Result<Url, Problem> {
        self.same_origin(path)
    }

    /// An address that the server gave, absolute or relative to the base; refused when it is not of this origin.
    pub fn same_origin(&self, given: &str) -> Result<Url, Problem> {
        let url = self.base.join(given).map_err(|_| Problem::Garbled)?;
        let ours = url.origin() == self.base.origin() && url.origin().is_tuple();
        let bare = url.username().is_empty() && url.password().is_none();
        if ours && bare { Ok(url) } else { Err(Problem::OtherOrigin) }
    }
}

/// A host and its port, without the user's name that an address may carry.
pub(super) fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Literally 127.0.0.1 or ::1: a name such as `localhost` can be made to lead elsewhere (S53).
fn loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address == std::net::Ipv4Addr::LOCALHOST,
        Some(Host::Ipv6(address)) => address == std::net::Ipv6Addr::LOCALHOST,
        Some(Host::Domain(_)) | None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s53_http_is_refused_but_for_the_literal_loopback_addresses() {
        for good in ["https://dmp.fr/fhir", "http://127.0.0.1:8080/fhir", "http://[::1]/fhir", "dmp.fr/fhir", "https://dmp.fr"] {
            assert!(Address::new(good).is_ok(), "{good}");
        }
        for insecure in
            ["http://dmp.fr/fhir", "http://localhost:8080", "http://127.0.0.2", "http://127.0.0.1.nip.io", "http://[::2]/"]
        {
            assert_eq!(Address::new(insecure).err(), Some(Problem::AddressNotSecure), "{insecure}");
        }
        for nonsense in
            ["", "   ", "ftp://dmp.fr", "https://", "https://u:p@dmp.fr", "https://dmp.fr/?a=b", "file:///etc", "https://a b"]
        {
            assert_eq!(Address::new(nonsense).err(), Some(Problem::AddressUnreadable), "{nonsense}");
        }
    }

    #[test]
    fn s18_a_host_is_shown_as_it_is_connected_to() {
        let host = |typed: &str| Address::new(typed).map(|address| address.host().to_string());
        assert_eq!(host("https://dmр.fr/fhir"), Ok("xn--dm-mmc.fr".into()), "the р is Cyrillic");
        assert_eq!(host("https://DMP.fr:443/fhir"), Ok("dmp.fr".into()));
        assert_eq!(host("https://dmp.fr:8443/fhir"), Ok("dmp.fr:8443".into()));
        assert_eq!(host("http://[::1]:80/"), Ok("[::1]".into()));
        assert_eq!(host("https://dmp.fr\u{1b}[31m/"), Err(Problem::AddressUnreadable));
    }

    #[test]
    fn s61_no_other_origin_is_ever_joined() {
        let address = Address::new("https://dmp.fr/fhir").unwrap();
        for ours in ["Binary/1", "/other", "https://dmp.fr/x", "https://dmp.fr:443/x", "?_page=2", "../up"] {
            assert_eq!(address.same_origin(ours).unwrap().host_str(), Some("dmp.fr"), "{ours}");
        }
        for other in [
            "https://evil.fr/x",
            "http://dmp.fr/x",
            "//evil.fr/x",
            "https://dmp.fr:444/",
            "https://dmp.fr@evil.fr/",
            "https://u@dmp.fr/",
            "\\\\evil.fr/x",
            "data:,x",
            "urn:oid:1",
            "file:///x",
            "javascript:1",
            "https://dmp.fr.evil.fr/",
        ] {
            assert_eq!(address.same_origin(other), Err(Problem::OtherOrigin), "{other}");
        }
    }
}
