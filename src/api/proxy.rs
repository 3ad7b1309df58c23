//! The proxy that the environment asks for, if any: used towards a real server and then shown, never on this computer (S57).

use super::address::Address;
use crate::domain::{Clean, Problem};
use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

/// A proxy to go through.
#[derive(Clone)]
pub(super) struct Through {
    pub proxy: reqwest::Proxy,
    /// Its name, which is looked up.
    pub name: String,
    /// Host and port, without the password that its address may carry.
    pub shown: Clean,
}

/// `environment` gives the value of a variable. Curl's rules: lower case first, `HTTP_PROXY` in capitals never (CGI).
pub(super) fn find(address: &Address, environment: &dyn Fn(&str) -> Option<String>) -> Result<Option<Through>, Problem> {
    if address.local() {
        return Ok(None);
    }
    let either = |small: &str, capital: &str| environment(small).or_else(|| environment(capital)).unwrap_or_default();
    let matcher = Matcher::builder()
        .all(either("all_proxy", "ALL_PROXY"))
        .https(either("https_proxy", "HTTPS_PROXY"))
        .http(environment("http_proxy").unwrap_or_default())
        .no(either("no_proxy", "NO_PROXY"))
        .build();
    let target = address.as_str().parse().map_err(|_| Problem::AddressUnreadable)?;
    let Some(found) = matcher.intercept(&target) else { return Ok(None) };
    let url = Url::parse(&found.uri().to_string()).map_err(|_| Problem::Unreachable)?;
    let mut proxy = reqwest::Proxy::all(url.as_str()).map_err(|_| Problem::Unreachable)?;
    if let Some(credentials) = found.basic_auth() {
        proxy = proxy.custom_http_auth(credentials.clone());
    }
    let name = url.host_str().unwrap_or_default().to_owned();
    Ok(Some(Through { proxy, name, shown: Clean::line(&super::address::host_and_port(&url)) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(base: &str, variables: &[(&str, &str)]) -> Option<String> {
        let environment = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let found = find(&Address::new(base).unwrap(), &environment).unwrap();
        found.map(|through| through.shown.to_string())
    }

    #[test]
    fn s57_a_proxy_is_shown_without_its_password_and_never_used_on_this_computer() {
        let set = [("HTTPS_PROXY", "http://camille:canary@relay.example:3128"), ("all_proxy", "http://relay.example:3128")];
        assert_eq!(shown("https://dmp.fr/fhir", &set), Some("relay.example:3128".into()));
        assert_eq!(shown("http://127.0.0.1:8080/fhir", &set), None);
        assert_eq!(shown("https://[::1]:8443/fhir", &set), None);
        assert_eq!(shown("https://dmp.fr/fhir", &[]), None);
        assert_eq!(shown("https://dmp.fr/fhir", &[("https_proxy", "http://r.example:1"), ("NO_PROXY", "dmp.fr")]), None);
    }
}
