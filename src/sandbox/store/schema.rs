//! The tables. Times are milliseconds since 1970; tokens are kept as SHA-256 only, codes as HMAC.

/// "DMPs", in `PRAGMA application_id`: a file that does not say it is not ours.
pub const APPLICATION: i32 = 0x444d_5073;
pub const VERSION: i32 = 4;

/// Tokens in columns of `documents` (`types`, `labels`…) are lines `system|code`, each between two line feeds,
/// so that every FHIR token search is one `instr`.
pub const CREATE: &str = "
CREATE TABLE patients (
  patient_id TEXT PRIMARY KEY, ins TEXT NOT NULL UNIQUE, version INTEGER NOT NULL DEFAULT 1,
  active INTEGER NOT NULL, resource TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE blobs (blob_id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);

CREATE TABLE documents (
  n INTEGER PRIMARY KEY, document_id TEXT NOT NULL, patient_id TEXT NOT NULL REFERENCES patients, hidden INTEGER NOT NULL,
  version INTEGER NOT NULL, status TEXT NOT NULL, archived INTEGER NOT NULL,
  date INTEGER NOT NULL, creation INTEGER NOT NULL, updated INTEGER NOT NULL,
  period_start INTEGER NOT NULL, period_end INTEGER NOT NULL,
  type TEXT NOT NULL, category TEXT NOT NULL,
  types TEXT NOT NULL, categories TEXT NOT NULL, formats TEXT NOT NULL, facilities TEXT NOT NULL, settings TEXT NOT NULL,
  labels TEXT NOT NULL, events TEXT NOT NULL, identifiers TEXT NOT NULL, related TEXT NOT NULL,
  author_given TEXT NOT NULL, author_family TEXT NOT NULL,
  content_id TEXT NOT NULL, bundle INTEGER NOT NULL, media_type TEXT NOT NULL, blob_id INTEGER NOT NULL REFERENCES blobs
);

-- The DocumentReference as it is served; the server's base is inserted at byte `base_at` when there is one.
CREATE TABLE bodies (n INTEGER PRIMARY KEY REFERENCES documents, base_at INTEGER, resource TEXT NOT NULL);

CREATE TABLE accounts (
  account_id TEXT PRIMARY KEY, identifier TEXT NOT NULL UNIQUE, patient_id TEXT NOT NULL REFERENCES patients,
  given TEXT NOT NULL, family TEXT NOT NULL, birth TEXT NOT NULL,
  password TEXT NOT NULL, initial_until INTEGER, phone TEXT, mail TEXT, totp TEXT, totp_step INTEGER NOT NULL DEFAULT 0,
  channel TEXT, last_sign_in INTEGER
) WITHOUT ROWID;

-- One row for each identifier that was tried, whether it exists or not; by HMAC, for people type passwords there too.
CREATE TABLE attempts (
  identifier BLOB PRIMARY KEY, failures INTEGER NOT NULL, not_before INTEGER NOT NULL, locked_until INTEGER NOT NULL,
  last INTEGER NOT NULL
) WITHOUT ROWID;

-- Codes sent, and challenges voided by wrong codes.
CREATE TABLE challenges (account_id TEXT NOT NULL REFERENCES accounts, at INTEGER NOT NULL, voided INTEGER NOT NULL);
CREATE INDEX challenges_by_account ON challenges (account_id, at);

CREATE TABLE sign_ins (
  sign_in_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts, place TEXT NOT NULL, pkce TEXT NOT NULL,
  stage TEXT NOT NULL, steps INTEGER NOT NULL, new_password TEXT,
  channel TEXT, challenge_id TEXT, code BLOB, code_sent INTEGER, code_expires INTEGER, tries_left INTEGER NOT NULL,
  created INTEGER NOT NULL, expires INTEGER NOT NULL,
  token BLOB, previous BLOB, body BLOB, salt BLOB, answered INTEGER, status INTEGER, answer TEXT,
  grant_hash BLOB, family_id TEXT
) WITHOUT ROWID;
CREATE UNIQUE INDEX sign_ins_by_token ON sign_ins (token);
CREATE UNIQUE INDEX sign_ins_by_previous ON sign_ins (previous);
CREATE UNIQUE INDEX sign_ins_by_grant ON sign_ins (grant_hash);

-- A session: what one sign-in opened, through every refresh.
CREATE TABLE families (
  family_id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts, place TEXT NOT NULL, instance TEXT NOT NULL,
  created INTEGER NOT NULL, expires INTEGER NOT NULL, last_seen INTEGER NOT NULL, previous_sign_in INTEGER,
  ended TEXT, current BLOB NOT NULL, previous BLOB NOT NULL, salt BLOB NOT NULL, rotated INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX families_by_account ON families (account_id);
CREATE TABLE refresh_tokens (hash BLOB PRIMARY KEY, family_id TEXT NOT NULL REFERENCES families) WITHOUT ROWID;
CREATE TABLE access_tokens (
  hash BLOB PRIMARY KEY, family_id TEXT NOT NULL REFERENCES families, created INTEGER NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX access_tokens_by_family ON access_tokens (family_id);

CREATE TABLE journal (at INTEGER NOT NULL, account_id TEXT NOT NULL, event TEXT NOT NULL, place TEXT);
CREATE INDEX journal_by_account ON journal (account_id, at);
CREATE TRIGGER journal_is_never_rewritten BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
";

/// What version 2 added: traces and consents. Run when creating, and once on a database of version 1.
///
/// A trace names its document and its consent; titles are joined when it is read, so that it tells nothing by itself.
pub const ADDED: &str = "
CREATE TABLE actors (
  actor INTEGER PRIMARY KEY, kind TEXT NOT NULL, identifier TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL,
  profession TEXT NOT NULL, profession_label TEXT NOT NULL, speciality TEXT NOT NULL, speciality_label TEXT NOT NULL,
  organisation TEXT NOT NULL, UNIQUE (kind, identifier, name, profession, speciality, organisation)
);
CREATE TABLE traces (
  n INTEGER PRIMARY KEY, trace_id TEXT NOT NULL, patient_id TEXT NOT NULL REFERENCES patients, at INTEGER NOT NULL,
  deed TEXT NOT NULL, mode INTEGER NOT NULL, refusal TEXT, actor INTEGER NOT NULL REFERENCES actors,
  document INTEGER REFERENCES documents, consent TEXT, target INTEGER REFERENCES actors, motive TEXT
);
CREATE TABLE consents (
  n INTEGER PRIMARY KEY, consent_id TEXT NOT NULL UNIQUE, patient_id TEXT NOT NULL REFERENCES patients,
  kind TEXT NOT NULL, version INTEGER NOT NULL, permit INTEGER NOT NULL, active INTEGER NOT NULL,
  identifier TEXT, actor TEXT, actor_name TEXT, given INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER,
  updated INTEGER NOT NULL, UNIQUE (patient_id, identifier)
);
CREATE INDEX consents_by_actor ON consents (patient_id, actor, active);
-- One at a time for each professional and each hospital; one of each switch.
CREATE UNIQUE INDEX consents_in_force ON consents (patient_id, kind, ifnull(actor, '')) WHERE active = 1;
CREATE TABLE treating_doctors (
  patient_id TEXT PRIMARY KEY REFERENCES patients, idnps TEXT NOT NULL, name TEXT NOT NULL, since INTEGER NOT NULL
) WITHOUT ROWID;
";

/// What version 3 added: notices, and what people prefer. Notices are numbered in each record: the numbers are its events'.
pub const PREFERRED: &str = "
CREATE TABLE notices (
  patient_id TEXT NOT NULL REFERENCES patients, n INTEGER NOT NULL, notice_id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
  sent INTEGER NOT NULL, updated INTEGER NOT NULL, code TEXT NOT NULL, trace INTEGER REFERENCES traces, received INTEGER,
  PRIMARY KEY (patient_id, n)
) WITHOUT ROWID;
-- By which channel a notice also comes, `none` for not at all; what is not here comes in the usual way.
CREATE TABLE notice_choices (
  account_id TEXT NOT NULL REFERENCES accounts, code TEXT NOT NULL, channel TEXT NOT NULL, PRIMARY KEY (account_id, code)
) WITHOUT ROWID;
-- Documents not visible to the patient: since when, and whether they have been told that there is something (D30).
CREATE TABLE announcements (
  document INTEGER PRIMARY KEY REFERENCES documents, patient_id TEXT NOT NULL REFERENCES patients, since INTEGER NOT NULL,
  told INTEGER NOT NULL DEFAULT 0
);
-- What a demonstration's clock has reached by being moved.
CREATE TABLE waits (at INTEGER NOT NULL);
-- No row: what a new account has.
CREATE TABLE preferences (
  patient_id TEXT PRIMARY KEY REFERENCES patients, mask_new INTEGER NOT NULL
) WITHOUT ROWID;
-- When the person last proved who they are, in this session; of a session that was there before, nobody knows.
ALTER TABLE families ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;
";

/// What version 4 added: what people say of themselves, and what seals their drafts.
pub const SAID: &str = "
CREATE TABLE said (
  n INTEGER PRIMARY KEY, said_id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, patient_id TEXT NOT NULL REFERENCES patients,
  version INTEGER NOT NULL, first INTEGER NOT NULL, updated INTEGER NOT NULL, identifier TEXT, gone INTEGER NOT NULL,
  hidden INTEGER NOT NULL, facet TEXT, directives INTEGER NOT NULL, resource TEXT NOT NULL,
  UNIQUE (patient_id, kind, identifier)
);
CREATE INDEX said_by_patient ON said (patient_id, kind, gone, n);
-- One trusted person, one of each blood group, one way of saying that there is nothing.
CREATE UNIQUE INDEX said_once ON said (patient_id, kind, facet) WHERE gone = 0 AND facet IS NOT NULL;
CREATE TABLE said_before (
  n INTEGER NOT NULL REFERENCES said, version INTEGER NOT NULL, updated INTEGER NOT NULL, hidden INTEGER NOT NULL,
  resource TEXT NOT NULL, PRIMARY KEY (n, version)
) WITHOUT ROWID;
CREATE TABLE draft_keys (account_id TEXT PRIMARY KEY REFERENCES accounts, key BLOB NOT NULL) WITHOUT ROWID;
";

/// The indexes of traces, made once the first are in, and what keeps them as they are.
pub const ADDED_LAST: &str = "
CREATE UNIQUE INDEX traces_by_id ON traces (trace_id);
CREATE INDEX traces_by_time ON traces (patient_id, at, n, document);
CREATE INDEX traces_by_actor ON traces (patient_id, actor, at, n, document);
CREATE INDEX traces_of_emergencies ON traces (patient_id, at, n, document, mode) WHERE mode > 0;
CREATE INDEX traces_by_document ON traces (document, at, n) WHERE document IS NOT NULL;
CREATE TRIGGER traces_are_never_rewritten BEFORE UPDATE ON traces BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER traces_are_never_shortened BEFORE DELETE ON traces BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER actors_are_never_rewritten BEFORE UPDATE ON actors BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER actors_are_never_removed BEFORE DELETE ON actors BEGIN SELECT RAISE(ABORT, 'append-only'); END;
";

/// The three switches of the records that version 1 opened: all three on, as when a record is opened.
pub const SWITCHES: &str = "
INSERT INTO consents (consent_id, patient_id, kind, version, permit, active, given, start, updated)
SELECT lower(hex(randomblob(16))), patient_id, kind, 1, 1, 1, 1790000000000, 1790000000000, 1790000000000
FROM patients, (SELECT 'samu' AS kind UNION SELECT 'glass' UNION SELECT 'masked');
";

/// After the first documents are in: an index made at once is made faster, and triggers need not run for each.
pub const FINISH: &str = "
CREATE UNIQUE INDEX documents_by_id ON documents (document_id);
-- The status stands last: a list asks for two of them, which must not cost a sort.
CREATE INDEX documents_by_date ON documents (patient_id, hidden, date, document_id, status);
CREATE INDEX documents_by_update ON documents (patient_id, hidden, updated, document_id, status);
CREATE UNIQUE INDEX documents_by_content ON documents (content_id);

-- Moves with every change of a record's documents.
CREATE TABLE revisions (patient_id TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
CREATE TRIGGER a_document_comes AFTER INSERT ON documents BEGIN
  INSERT INTO revisions VALUES (new.patient_id, 1) ON CONFLICT DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER a_document_changes AFTER UPDATE ON documents BEGIN
  INSERT INTO revisions VALUES (new.patient_id, 1) ON CONFLICT DO UPDATE SET documents = documents + 1;
END;
CREATE TRIGGER a_document_goes AFTER DELETE ON documents BEGIN
  INSERT INTO revisions VALUES (old.patient_id, 1) ON CONFLICT DO UPDATE SET documents = documents + 1;
END;
";
