//! A proxy of the environment: on the way to a real server, shown; never on this computer (S57).

use crate::fake::Fake;
use crate::{limits, options, sign_in};
use dmp::api::{Api, Limits, Options};
use dmp::domain::Problem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

#[tokio::test]
async fn s57_a_server_on_this_computer_is_reached_without_the_proxy() {
    let (proxy, fake) = (Fake::start().await, Fake::start().await);
    for sandbox in [true, false] {
        let address = proxy.origin();
        let options = Options { sandbox, ..options(&fake.base) };
        let api = Api::with(options, limits(), &|_| Some(address.clone())).unwrap();
        assert_eq!(api.proxy(), None);
        sign_in(&api).await;
    }
    assert_eq!(proxy.connections(), 0);
}

#[tokio::test]
async fn s57_a_real_server_is_reached_through_the_proxy_by_its_name_and_the_proxy_shown() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let seen = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(socket.read_u8().await.unwrap());
        }
        socket.write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        String::from_utf8(head).unwrap()
    });
    let environment = |name: &str| (name == "https_proxy").then(|| format!("http://user:canary@{at}"));
    let options = Options { extra_roots: Some(crate::tls::authority_pem()), ..options("https://dmp.invalid/fhir") };
    let api = Api::with(options, Limits { tries: 1, ..limits() }, &environment).unwrap();
    assert_eq!(api.proxy().unwrap().as_str(), at.to_string());
    assert!(!format!("{api:?}").contains("canary"));
    // The name is not looked up here: only the proxy needs to know it.
    assert_eq!(api.discover().await, Err(Problem::Unreachable));
    let seen = seen.await.unwrap();
    assert!(seen.starts_with("CONNECT dmp.invalid:443 HTTP/1.1\r\n"), "{seen}");
    assert!(seen.to_ascii_lowercase().contains("proxy-authorization: basic "), "{seen}");
}

#[test]
fn s53_the_demonstration_is_on_this_computer() {
    let elsewhere = Options { sandbox: true, ..options("https://dmp.example/fhir") };
    assert_eq!(Api::with(elsewhere, limits(), &|_| None).err(), Some(Problem::AddressNotSecure));
}
