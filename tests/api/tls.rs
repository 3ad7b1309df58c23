//! TLS: each fault of a certificate is told apart, and none can be passed over (S54, F4 to F6).

use crate::fake::Fake;
use crate::{limits, options};
use dmp::api::{Api, Options};
use dmp::domain::{Problem, TlsFault};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::{Arc, LazyLock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

static AUTHORITY: LazyLock<CertifiedIssuer<'static, KeyPair>> = LazyLock::new(authority);

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

pub fn authority_pem() -> Vec<u8> {
    AUTHORITY.pem().into_bytes()
}

/// For 127.0.0.1, valid, changed so.
fn params(change: impl FnOnce(&mut CertificateParams)) -> CertificateParams {
    let mut params = CertificateParams::new(vec!["127.0.0.1".into()]).unwrap();
    change(&mut params);
    params
}

fn server(
    certificate: CertificateDer<'static>,
    key: &KeyPair,
    versions: &[&'static rustls::SupportedProtocolVersion],
) -> ServerConfig {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap()
}

fn signed(params: &CertificateParams, by: &CertifiedIssuer<'static, KeyPair>) -> ServerConfig {
    let key = KeyPair::generate().unwrap();
    server(params.signed_by(&key, by).unwrap().der().clone(), &key, rustls::ALL_VERSIONS)
}

fn secure(base: &str) -> Api {
    Api::with(Options { extra_roots: Some(authority_pem()), ..options(base) }, limits(), &|_| None).unwrap()
}

async fn discovered(config: ServerConfig) -> Result<(), Problem> {
    let fake = Fake::start_tls(config).await;
    let outcome = secure(&fake.base).discover().await;
    assert_eq!(fake.seen().is_empty(), outcome.is_err(), "nothing is sent to a server that is refused");
    if outcome.is_err() {
        assert_eq!(fake.connections(), 1, "nor is it asked again");
    }
    outcome
}

#[tokio::test]
async fn a_valid_certificate_of_a_trusted_authority_is_accepted() {
    assert_eq!(discovered(signed(&params(|_| {}), &AUTHORITY)).await, Ok(()));
}

#[tokio::test]
async fn f5_s54_a_certificate_out_of_its_dates_is_refused() {
    let expired = params(|it| it.not_after = date_time_ymd(2020, 1, 1));
    assert_eq!(discovered(signed(&expired, &AUTHORITY)).await, Err(Problem::Tls(TlsFault::Expired)));
    let early = params(|it| it.not_before = date_time_ymd(4000, 1, 1));
    assert_eq!(discovered(signed(&early, &AUTHORITY)).await, Err(Problem::Tls(TlsFault::NotYetValid)));
}

#[tokio::test]
async fn f4_f6_s54_a_certificate_for_another_name_is_refused() {
    let other = CertificateParams::new(vec!["dmp.example".into()]).unwrap();
    assert_eq!(discovered(signed(&other, &AUTHORITY)).await, Err(Problem::Tls(TlsFault::WrongName)));
}

#[tokio::test]
async fn f6_s54_an_unknown_authority_and_a_self_signed_certificate_are_refused() {
    assert_eq!(discovered(signed(&params(|_| {}), &authority())).await, Err(Problem::Tls(TlsFault::UnknownAuthority)));
    let authority_of_itself = |it: &mut CertificateParams| it.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    for params in [params(|_| {}), params(authority_of_itself)] {
        let key = KeyPair::generate().unwrap();
        let itself = params.self_signed(&key).unwrap();
        let config = server(itself.der().clone(), &key, rustls::ALL_VERSIONS);
        assert_eq!(discovered(config).await, Err(Problem::Tls(TlsFault::UnknownAuthority)));
    }
}

#[tokio::test]
async fn f6_tls_1_2_is_accepted_from_a_real_server() {
    let key = KeyPair::generate().unwrap();
    let certificate = params(|_| {}).signed_by(&key, &*AUTHORITY).unwrap();
    assert_eq!(discovered(server(certificate.der().clone(), &key, &[&rustls::version::TLS12])).await, Ok(()));
}

#[tokio::test]
async fn s54_tls_1_1_and_below_are_refused_as_too_old() {
    // A server hello of TLS 1.1, and the alert of a server that speaks no version of ours.
    let mut hello = vec![0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
    hello.extend([7; 32]);
    hello.extend([0, 0xc0, 0x13, 0]);
    for answer in [hello, vec![0x15, 3, 1, 0, 2, 2, 70]] {
        assert_eq!(answered(answer).await, Err(Problem::Tls(TlsFault::TooOld)));
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_refused() {
    assert_eq!(answered(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()).await, Err(Problem::Tls(TlsFault::Other)));
}

/// What comes of these bytes in answer to the client's first.
async fn answered(bytes: Vec<u8>) -> Result<(), Problem> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}/fhir", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut hello = [0; 4096];
            let _ = socket.read(&mut hello).await;
            let _ = socket.write_all(&bytes).await;
            while socket.read(&mut hello).await.is_ok_and(|read| read > 0) {}
        }
    });
    secure(&base).discover().await
}

#[test]
fn a_file_that_holds_no_authority_is_refused() {
    for pem in ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA"] {
        let options = Options { extra_roots: Some(pem.into()), ..options("https://127.0.0.1/fhir") };
        assert!(matches!(Api::with(options, limits(), &|_| None), Err(Problem::Tls(_))), "{pem}");
    }
}
