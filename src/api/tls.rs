//! TLS: the platform's authorities or a file of them, version 1.2 or newer, and which fault a refusal is. There is no "continue anyway".

use crate::domain::{Problem, TlsFault};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{
    AlertDescription, CertificateError, ClientConfig, ConfigBuilder, Error, PeerIncompatible, RootCertStore, WantsVerifier,
};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

/// `extra_roots`: authorities in PEM that are trusted besides the platform's (D20).
pub(super) fn config(extra_roots: Option<&[u8]>) -> Result<ClientConfig, Problem> {
    let roots = match extra_roots {
        None => Vec::new(),
        Some(pem) => authorities(pem).ok_or(Problem::Tls(TlsFault::UnknownAuthority))?,
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = Verifier::new_with_extra_roots(roots, provider).map_err(|_| Problem::Tls(TlsFault::Other))?;
    // "dangerous" is rustls's word for any verifier but its own; this one is the platform's.
    let builder = builder()?.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    Ok(builder.with_no_client_auth())
}

/// For a server on this computer that speaks no TLS: nobody is trusted, and the platform is not even asked.
pub(super) fn none() -> Result<ClientConfig, Problem> {
    Ok(builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

fn builder() -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Problem> {
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])
        .map_err(|_| Problem::Tls(TlsFault::Other))
}

fn authorities(pem: &[u8]) -> Option<Vec<CertificateDer<'static>>> {
    let found: Vec<_> = CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().ok()?;
    (!found.is_empty()).then_some(found)
}

/// Which fault, in the patient's terms.
pub(super) fn fault(error: &Error) -> TlsFault {
    // Foreign, growing enums: whatever is not named is a fault of another kind, never a success.
    #[allow(clippy::wildcard_enum_match_arm)]
    match error {
        Error::InvalidCertificate(why) => match why {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => TlsFault::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => TlsFault::NotYetValid,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsFault::WrongName,
            // A bad signature: it bears the name of an authority of ours, which never signed it.
            CertificateError::UnknownIssuer | CertificateError::BadSignature => TlsFault::UnknownAuthority,
            // A server that shows its own authority's certificate as its own: self-signed, in plain words.
            CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => TlsFault::UnknownAuthority,
            _ => TlsFault::Other,
        },
        Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13 | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig,
        ) => TlsFault::TooOld,
        Error::AlertReceived(AlertDescription::ProtocolVersion) => TlsFault::TooOld,
        _ => TlsFault::Other,
    }
}
