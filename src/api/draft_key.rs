//! The key that seals drafts on this computer: given by the server after a sign-in, so that a stolen disk holds nothing (SECURITY §6).

use super::Api;
use super::said::Said;
use crate::domain::{DraftKey, Problem};
use crate::wire::{account, account_member as member};
use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use zeroize::Zeroizing;

/// With padding or without.
const BASE64: GeneralPurpose =
    GeneralPurpose::new(&URL_SAFE, GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent));

impl Api {
    /// The account's; nothing when the server has none to give.
    pub async fn draft_key(&self) -> Result<Option<DraftKey>, Problem> {
        let url = match self.service().await?.account(account::DRAFT_KEY) {
            Ok(url) => url,
            Err(Problem::NotOffered) => return Ok(None),
            Err(problem) => return Err(problem),
        };
        match self.json(url, "application/json", false).await {
            Ok(body) => read(&body).map(Some),
            Err(Problem::NotFound | Problem::ServerFailed { status: 405 | 501 }) => Ok(None),
            Err(problem) => Err(problem),
        }
    }
}

/// No copy of it stays behind.
fn read(body: &[u8]) -> Result<DraftKey, Problem> {
    let text = Said::read(body)?.secret(member::KEY).ok_or(Problem::Garbled)?;
    let bytes = Zeroizing::new(BASE64.decode(text.reveal()).map_err(|_| Problem::Garbled)?);
    DraftKey::new(&bytes).ok_or(Problem::Garbled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_thirty_two_bytes_and_nothing_else() {
        let whole = URL_SAFE_TEXT;
        assert_eq!(read(format!("{{\"key\":\"{whole}\"}}").as_bytes()).unwrap().reveal()[..3], [0xfb, 0xff, 0]);
        assert!(read(format!("{{\"key\":\"{whole}=\",\"more\":1}}").as_bytes()).is_ok());
        for wrong in ["{}", "[]", "", "{\"key\":\"\"}", "{\"key\":\"AAAA\"}", "{\"key\":\"+/8\"}", "{\"key\":3}"] {
            assert_eq!(read(wrong.as_bytes()).err(), Some(Problem::Garbled), "{wrong}");
        }
    }

    /// Begins with a letter of each kind that the ordinary alphabet does not have.
    const URL_SAFE_TEXT: &str = "-_8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
}
