//! What the program says inside a document's reading.

use super::Words;
use crate::domain::{Clean, Date, Label, Marker, Precision};
use crate::say;

impl Words {
    pub fn label(&self, label: &Label) -> Clean {
        match label {
            Label::Patient => say!(self, "label-patient"),
            Label::BirthName => say!(self, "label-birth-name"),
            Label::BornOn => say!(self, "label-born-on"),
            Label::Sex => say!(self, "label-sex"),
            Label::NationalId => say!(self, "label-national-id"),
            Label::Kind => say!(self, "label-kind"),
            Label::WrittenOn => say!(self, "label-written-on"),
            Label::Author => say!(self, "label-author"),
            Label::Signatory => say!(self, "label-signatory"),
            Label::TreatingDoctor => say!(self, "label-treating-doctor"),
            Label::Recipient => say!(self, "label-recipient"),
            Label::Prescriber => say!(self, "label-prescriber"),
            Label::Participant => say!(self, "label-participant"),
            Label::Custodian => say!(self, "label-custodian"),
            Label::Act => say!(self, "label-act"),
            Label::ActOn => say!(self, "label-act-on"),
            Label::Stay => say!(self, "label-stay"),
            Label::EmergencyContact => say!(self, "label-emergency-contact"),
            Label::TrustedPerson => say!(self, "label-trusted-person"),
            Label::Informant => say!(self, "label-informant"),
            Label::Representative => say!(self, "label-representative"),
            Label::Version => say!(self, "label-version"),
            Label::Replaces => say!(self, "label-replaces"),
            Label::Completes => say!(self, "label-completes"),
            Label::Confidentiality => say!(self, "label-confidentiality"),
            Label::Woman => say!(self, "label-woman"),
            Label::Man => say!(self, "label-man"),
            Label::OtherDocument => say!(self, "label-other-document"),
            Label::Restricted => say!(self, "label-restricted"),
            Label::VeryRestricted => say!(self, "label-very-restricted"),
            Label::Yes => say!(self, "label-yes"),
            Label::No => say!(self, "label-no"),
            Label::NoPatientNamed => say!(self, "label-no-patient-named"),
            Label::MoreInformation => say!(self, "label-more-information"),
            Label::NoNarrative => say!(self, "label-no-narrative"),
            Label::NoContent => say!(self, "label-no-content"),
            Label::FromEntries => say!(self, "label-from-entries"),
            Label::EntriesCut => say!(self, "label-entries-cut"),
            Label::ResultsTable => say!(self, "label-results-table"),
            Label::Earlier => say!(self, "label-earlier"),
            Label::UsualRange => say!(self, "label-usual-range"),
            Label::Compared => say!(self, "label-compared"),
            Label::ResultIs(value) => self.result(value),
            Label::RangeIs(range) => self.range(range),
            Label::VerdictIs(verdict) => self.verdict(*verdict),
            Label::Test => say!(self, "label-test"),
            Label::Value => say!(self, "label-value"),
            Label::NormalRange => say!(self, "label-normal-range"),
            Label::Interpretation => say!(self, "label-interpretation"),
            Label::Above => say!(self, "label-above"),
            Label::Below => say!(self, "label-below"),
            Label::WithinRange => say!(self, "label-within-range"),
            Label::Abnormal => say!(self, "label-abnormal"),
            Label::Medicine => say!(self, "label-medicine"),
            Label::Vaccine => say!(self, "label-vaccine"),
            Label::Dose => say!(self, "label-dose"),
            Label::Rate => say!(self, "label-rate"),
            Label::Route => say!(self, "label-route"),
            Label::Site => say!(self, "label-site"),
            Label::Frequency => say!(self, "label-frequency"),
            Label::Quantity => say!(self, "label-quantity"),
            Label::Renewals => say!(self, "label-renewals"),
            Label::Batch => say!(self, "label-batch"),
            Label::Rank => say!(self, "label-rank"),
            Label::Status => say!(self, "label-status"),
            Label::When => say!(self, "label-when"),
            Label::Comment => say!(self, "label-comment"),
            Label::Performer => say!(self, "label-performer"),
            Label::Substance => say!(self, "label-substance"),
            Label::Procedure => say!(self, "label-procedure"),
            Label::Relative => say!(self, "label-relative"),
            Label::NotDone => say!(self, "label-not-done"),
            Label::Inserted => say!(self, "label-inserted"),
            Label::Deleted => say!(self, "label-deleted"),
            Label::EndOfChange => say!(self, "label-end-of-change"),
            Label::Footnotes => say!(self, "label-footnotes"),
            Label::FootnoteMissing => say!(self, "label-footnote-missing"),
            Label::Links => say!(self, "label-links"),
            Label::MissingFile => say!(self, "label-missing-file"),
            Label::WholeIsEmbedded => say!(self, "label-whole-is-embedded"),
            Label::EmptyDocument => say!(self, "label-empty-document"),
            Label::NotAsDeclared { declared, found } => {
                say!(self, "label-not-as-declared", declared = self.media(declared), found = self.media(found))
            }
            Label::Page { number, total } => say!(self, "label-page", number = (*number), total = (*total)),
            Label::PagesCut { shown, total } => say!(self, "label-pages-cut", shown = (*shown), total = (*total)),
            Label::PageCut => say!(self, "label-page-cut"),
            Label::Scan { pages } => say!(self, "label-scan", count = (*pages)),
            Label::FileKind => say!(self, "label-file-kind"),
            Label::FileKindIs { media_type } => self.media(media_type),
            Label::PictureSize => say!(self, "label-picture-size"),
            Label::PictureSizeIs { size } => self.picture_size(*size),
            Label::PageCount => say!(self, "label-page-count"),
            Label::PageCountIs { count } => say!(self, "label-page-count-is", count = (*count)),
            Label::ScannedPage => say!(self, "label-scanned-page"),
            Label::EmptyPage => say!(self, "label-empty-page"),
            Label::UnreadableGlyphs { count } => say!(self, "label-unreadable-glyphs", count = (*count)),
            Label::AttachedFiles => say!(self, "label-attached-files"),
            Label::MoreFiles => say!(self, "label-more-files"),
            Label::Added => say!(self, "label-added"),
            Label::Removed => say!(self, "label-removed"),
            Label::Replaced => say!(self, "label-replaced"),
            Label::ReplacedBy => say!(self, "label-replaced-by"),
            Label::NoDifference => say!(self, "label-no-difference"),
            Label::Unchanged { count } => say!(self, "label-unchanged", count = (*count)),
            Label::Date(date) => self.date(*date),
            Label::Between(from, to) if is_day(*from) && is_day(*to) => {
                say!(self, "label-between-days", from = self.date(*from), to = self.date(*to))
            }
            Label::Between(from, to) => say!(self, "label-between", from = self.date(*from), to = self.date(*to)),
            Label::Since(date) if is_day(*date) => say!(self, "label-since-day", date = self.date(*date)),
            Label::Since(date) => say!(self, "label-since", date = self.date(*date)),
            Label::Until(date) if is_day(*date) => say!(self, "label-until-day", date = self.date(*date)),
            Label::Until(date) => say!(self, "label-until", date = self.date(*date)),
            Label::Reason => say!(self, "label-reason"),
            Label::Said(said) => said.clone(),
            Label::KindIs(kind) => self.kind(kind),
            Label::ProfessionIs { profession, speciality, said } => self
                .profession(profession, speciality.as_deref())
                .or_else(|| said.clone())
                .unwrap_or_else(|| say!(self, "label-not-said")),
            Label::AnotherPatient { shown } if shown.is_empty() => say!(self, "label-another-patient-unnamed"),
            Label::AnotherPatient { shown } => say!(self, "label-another-patient", shown = shown),
            Label::HiddenCharacters { count } => say!(self, "label-hidden-characters", count = (*count)),
            Label::EncodingGuessed { name } => say!(self, "label-encoding-guessed", name = name),
            Label::UnknownElements { count } => say!(self, "label-unknown-elements", count = (*count)),
            Label::SectionConfidential(said) => say!(self, "label-section-confidential", said = said),
            Label::Every { period } => say!(self, "label-every", period = self.length_of_time(period)),
            Label::Often { times, period } => self.often(*times, period),
            Label::During(length) => say!(self, "label-during", length = self.length_of_time(length)),
            Label::LengthIs(length) => self.length_of_time(length),
            Label::InAll { times } => say!(self, "label-in-all", times = times),
            Label::AsNeeded => say!(self, "label-as-needed"),
            Label::AsNeededFor(reason) => say!(self, "label-as-needed-for", reason = reason),
            Label::NoMoreThan(dose) => say!(self, "label-no-more-than", dose = self.result(dose)),
            Label::MomentIs(code) => self.moment(code),
            Label::WeekdayIs(code) => self.weekday(code),
            Label::AtHour(time) => say!(self, "label-at-hour", time = self.time(*time)),
            Label::FootnoteMark { number } => say!(self, "label-footnote-mark", number = (*number)),
            Label::LinkMark { number } => say!(self, "label-link-mark", number = (*number)),
            Label::LinkAddress { number, address } => {
                say!(self, "label-link-address", number = (*number), address = address)
            }
            Label::LinkRefused { number, address } => {
                say!(self, "label-link-refused", number = (*number), address = address)
            }
            Label::Item { marker, number } => marked(*marker, *number).into(),
            Label::EmbeddedFile { number, name, media_type, bytes, link: _ } => {
                let (kind, size) = (self.media(media_type), self.length(*bytes));
                match name {
                    Some(name) => {
                        say!(self, "label-embedded-file", number = (*number), name = name, kind = kind, size = size)
                    }
                    None => say!(self, "label-embedded-file-unnamed", number = (*number), kind = kind, size = size),
                }
            }
            Label::EmbeddedUnreadable { media_type } => {
                say!(self, "label-embedded-unreadable", kind = self.media(media_type))
            }
            Label::ExternalFile { address } => say!(self, "label-external-file", address = address),
            Label::Condition => say!(self, "label-condition"),
            Label::Allergy => say!(self, "label-allergy"),
            Label::Reaction => say!(self, "label-reaction"),
            Label::Severity => say!(self, "label-severity"),
            Label::EndedOn => say!(self, "label-ended-on"),
            Label::Report => say!(self, "label-report"),
            Label::Conclusion => say!(self, "label-conclusion"),
            Label::Device => say!(self, "label-device"),
            Label::NotSaid => say!(self, "label-not-said"),
            Label::ModifierUnknown => say!(self, "label-modifier-unknown"),
            Label::DocumentInError => say!(self, "label-document-in-error"),
            Label::OutsideSections => say!(self, "label-outside-sections"),
            Label::NarrativeDamaged => say!(self, "label-narrative-damaged"),
            Label::FingerprintDiffers => say!(self, "label-fingerprint-differs"),
            Label::Apparatus => say!(self, "label-apparatus"),
            Label::TextCut => say!(self, "label-text-cut"),
            Label::DamagedAsText => say!(self, "label-damaged-as-text"),
            Label::UnknownAsText => say!(self, "label-unknown-as-text"),
            Label::CutShort => say!(self, "label-cut-short"),
            Label::PageEdges => say!(self, "label-page-edges"),
            Label::EnteredInError { what } => say!(self, "label-entered-in-error", what = what),
            Label::NotInterpreted { kind } => say!(self, "label-not-interpreted", kind = self.resource(kind)),
            Label::EntryUnreadable { place } => say!(self, "label-entry-unreadable", place = (*place)),
            Label::UnknownResources { count } => say!(self, "label-unknown-resources", count = (*count)),
            Label::AboutAnother { who: Some(who) } => say!(self, "label-about-another", who = who),
            Label::AboutAnother { who: None } => say!(self, "label-about-another-unnamed"),
            Label::AboutPatient => say!(self, "label-about-patient"),
            Label::NotADocument { count } => say!(self, "label-not-a-document", count = (*count)),
            Label::Documents { count } => say!(self, "label-documents", count = (*count)),
            Label::SameName { name, shown } => say!(self, "label-same-name", name = name, shown = shown),
            Label::MemberEncrypted { name } => say!(self, "label-member-encrypted", name = name),
            Label::MemberTooBig { name } => say!(self, "label-member-too-big", name = name),
            Label::MemberDamaged { name } => say!(self, "label-member-damaged", name = name),
            Label::HiddenText { count } => say!(self, "label-hidden-text", count = (*count)),
            Label::LeftOut { count } => say!(self, "label-left-out", count = (*count)),
            Label::StatusIs(code) => self.status(code),
            Label::ResourceIs(kind) => self.resource(kind),
            Label::NotShownYet { media_type, bytes } => {
                say!(self, "label-not-shown-yet", kind = self.media(media_type), size = self.length(*bytes))
            }
        }
    }

    /// A kind of file in the words people use.
    pub fn media(&self, media_type: &str) -> Clean {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/pdf" | "application/x-pdf" => say!(self, "media-pdf"),
            "image/jpeg" | "image/jpg" => say!(self, "media-jpeg"),
            "image/png" => say!(self, "media-png"),
            "image/gif" => say!(self, "media-gif"),
            "image/tiff" | "image/tif" => say!(self, "media-tiff"),
            "text/plain" => say!(self, "media-text"),
            "text/rtf" | "application/rtf" => say!(self, "media-rtf"),
            "text/xml" | "application/xml" => say!(self, "media-xml"),
            "application/fhir+json" | "application/fhir+xml" => say!(self, "media-fhir"),
            "application/zip" | "application/x-zip-compressed" => say!(self, "media-zip"),
            "application/dicom" => say!(self, "media-dicom"),
            other if other.starts_with("image/") => say!(self, "media-image"),
            _ => say!(self, "media-other", kind = media_type),
        }
    }

    /// Width and height of a picture, in pixels.
    pub fn picture_size(&self, (width, height): (u32, u32)) -> Clean {
        say!(self, "label-picture-size-is", width = width, height = height)
    }

    /// What leads to a picture, of this page when there are several.
    pub fn see_picture(&self, page: Option<usize>) -> Clean {
        match page {
            Some(number) => say!(self, "label-see-picture-of", number = number),
            None => say!(self, "label-see-picture"),
        }
    }

    fn length(&self, bytes: usize) -> Clean {
        self.size(u64::try_from(bytes).unwrap_or(u64::MAX))
    }
}

/// French says `du 3 mars` but `de mars`.
fn is_day(date: Date) -> bool {
    date.precision() >= Precision::Day
}

/// What stands before an item of a list: `-`, `3.`, `c.`, `iv.`.
pub fn marked(marker: Marker, number: usize) -> String {
    match marker {
        Marker::Bullet => "-".to_owned(),
        Marker::Number => format!("{number}."),
        Marker::Letter(capital) => format!("{}.", letters(number, capital)),
        Marker::Roman(capital) => format!("{}.", roman(number, capital)),
    }
}

/// a … z, aa, ab …
fn letters(mut number: usize, capital: bool) -> String {
    let mut out = Vec::new();
    while number > 0 {
        let digit = u8::try_from((number - 1) % 26).unwrap_or(0);
        out.push(char::from(digit + if capital { b'A' } else { b'a' }));
        number = (number - 1) / 26;
    }
    out.into_iter().rev().collect()
}

fn roman(mut number: usize, capital: bool) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    if capital { out.to_ascii_uppercase() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_marked_as_people_count() {
        let said = |marker, numbers: &[usize]| numbers.iter().map(|n| marked(marker, *n)).collect::<Vec<_>>().join(" ");
        assert_eq!(said(Marker::Letter(false), &[1, 26, 27, 703]), "a. z. aa. aaa.");
        assert_eq!(said(Marker::Roman(true), &[1, 4, 9, 14, 1994]), "I. IV. IX. XIV. MCMXCIV.");
        assert_eq!(said(Marker::Number, &[3]), "3.");
    }
}
