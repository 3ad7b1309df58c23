//! One draft as sealed bytes, and back. What is in the clear says nothing of the person; changed bytes never open.
//!
//! A file is: the mark `dmpdraft`, the version of the format (1 byte), the owner (16), the nonce (24), the sealed part, and a
//! checksum (8: the beginning of the SHA-256 of all that precedes). The *owner* is the beginning of HMAC-SHA256 of the account
//! under the draft key: without the key, nobody can tell whose a draft is, not even by trying every health identifier; with it,
//! the drafts of others are known without opening them. The sealed part (XChaCha20-Poly1305, under a key derived from the draft
//! key, a random nonce, and all that precedes and the name of the file as associated data) is the bytes, then the form's kind
//! and its length (1 byte), then the time in seconds (8). The checksum tells a damaged file from another person's.

use crate::domain::{Disk, DraftBytes, DraftId, DraftKey, LARGEST_DRAFT, Unkept};
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

const MARK: &[u8] = b"dmpdraft";
/// Of the format; a change of anything above is another one, and this one stays readable.
const VERSION: u8 = 1;
const OWNER: usize = 16;
const NONCE: usize = 24;
const TAG: usize = 16;
const CHECK: usize = 8;
const HEAD: usize = MARK.len() + 1 + OWNER + NONCE;

/// Bytes of the largest file that can be a draft.
pub const LARGEST_FILE: usize = HEAD + LARGEST_DRAFT + 255 + 1 + 8 + TAG + CHECK;

/// Seals and opens the drafts of one account. Erased when dropped.
pub struct Seal {
    key: DraftKey,
    owner: [u8; OWNER],
}

/// What sealed bytes turn out to be.
pub enum Opened {
    Ours(DraftBytes),
    /// Whole, and of another account or another key.
    Others,
    Damaged,
    /// Of a version of the format that this program does not know.
    Newer,
}

impl Seal {
    /// `account` is what names the account for ever: the server and the patient.
    pub fn new(key: &DraftKey, account: &str) -> Option<Self> {
        let mut owner = [0; OWNER];
        owner.copy_from_slice(keyed(key, &[b"dmp draft owner\0", account.as_bytes()])?.get(..OWNER)?);
        Some(Self { key: DraftKey::new(&*keyed(key, &[b"dmp draft seal\0"])?)?, owner })
    }

    /// The bytes of the file named after the draft.
    pub fn close(&self, draft: &DraftBytes) -> Result<Vec<u8>, Unkept> {
        let kind = u8::try_from(draft.kind.len()).map_err(|_| Unkept::TooLarge)?;
        if draft.bytes.len() > LARGEST_DRAFT {
            return Err(Unkept::TooLarge);
        }
        let failed = Unkept::Disk(Disk::Other);
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|_| failed)?;
        let mut file = [MARK, &[VERSION], &self.owner, &nonce].concat();
        // Room for all of it from the start: a text that grows leaves copies of itself.
        let mut sealed = Zeroizing::new(Vec::with_capacity(draft.bytes.len() + draft.kind.len() + 9 + TAG));
        sealed.extend_from_slice(&draft.bytes);
        sealed.extend_from_slice(draft.kind.as_bytes());
        sealed.push(kind);
        sealed.extend_from_slice(&draft.written.as_second().to_be_bytes());
        self.cipher().encrypt_in_place(&XNonce::from(nonce), &bound(&file, draft.id), &mut *sealed).map_err(|_| failed)?;
        file.extend_from_slice(&sealed);
        file.extend_from_slice(&checksum(&file));
        Ok(file)
    }

    /// What was found in the file named after `id`.
    pub fn open(&self, id: DraftId, file: &[u8]) -> Opened {
        let version = file.strip_prefix(MARK).and_then(<[u8]>::first);
        if version.is_some_and(|version| *version > VERSION) {
            return Opened::Newer;
        }
        let whole = file.split_last_chunk::<CHECK>().filter(|(rest, check)| checksum(rest) == **check);
        let Some((rest, _)) = whole.filter(|_| version == Some(&VERSION)) else { return Opened::Damaged };
        let Some((head, sealed)) = rest.split_at_checked(HEAD) else { return Opened::Damaged };
        let Some((before, nonce)) = head.split_last_chunk::<NONCE>() else { return Opened::Damaged };
        if !before.ends_with(&self.owner) {
            return Opened::Others;
        }
        self.opened(id, head, *nonce, sealed).map_or(Opened::Damaged, Opened::Ours)
    }

    fn opened(&self, id: DraftId, head: &[u8], nonce: [u8; NONCE], sealed: &[u8]) -> Option<DraftBytes> {
        let mut bytes = Zeroizing::new(sealed.to_vec());
        self.cipher().decrypt_in_place(&XNonce::from(nonce), &bound(head, id), &mut *bytes).ok()?;
        let (rest, seconds) = bytes.split_last_chunk::<8>()?;
        let (kind, rest) = rest.split_last()?;
        let (rest, kind) = rest.split_at_checked(rest.len().checked_sub((*kind).into())?)?;
        let kind = std::str::from_utf8(kind).ok()?.to_owned();
        let (written, length) = (Timestamp::from_second(i64::from_be_bytes(*seconds)).ok()?, rest.len());
        bytes.truncate(length);
        Some(DraftBytes { id, kind, written, bytes })
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(<&Key>::from(self.key.reveal()))
    }
}

/// What is sealed belongs to this head and to this name: put under another, it does not open.
fn bound(head: &[u8], id: DraftId) -> Vec<u8> {
    [head, id.to_string().as_bytes()].concat()
}

fn keyed(key: &DraftKey, said: &[&[u8]]) -> Option<Zeroizing<[u8; 32]>> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key.reveal()).ok()?;
    said.iter().for_each(|part| mac.update(part));
    let mut made = mac.finalize().into_bytes();
    let mut kept = Zeroizing::new([0; 32]);
    kept.copy_from_slice(&made);
    made.as_mut_slice().zeroize();
    Some(kept)
}

fn checksum(bytes: &[u8]) -> [u8; CHECK] {
    let mut check = [0; CHECK];
    check.iter_mut().zip(Sha256::digest(bytes)).for_each(|(to, from)| *to = from);
    check
}
