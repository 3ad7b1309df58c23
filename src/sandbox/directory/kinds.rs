//! What is served of the directory and how it is searched. `/metadata` says exactly these tables.

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A logical id, behind this prefix.
    Id(&'static str),
    /// A national identifier.
    Identifier,
    /// Every word of the value begins a word of the column.
    Words(&'static str),
    /// The column begins with the value, as names are looked for.
    Start(&'static str),
    /// The same in the town of a professional's organisations, or of an organisation.
    Town,
    /// The postcode there begins with the value.
    Postcode,
    /// A profession or a speciality.
    Qualification,
    /// Everybody in the directory is in activity.
    Active,
    /// By reference, or by bare id, behind this prefix: the column.
    Reference(&'static str, &'static str),
}

impl By {
    /// FHIR's `search-param-type`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id(_) | Self::Identifier | Self::Qualification | Self::Active => "token",
            Self::Words(_) | Self::Start(_) | Self::Town | Self::Postcode => "string",
            Self::Reference(..) => "reference",
        }
    }

    /// Says enough to be asked alone.
    pub fn narrows(self) -> bool {
        self != Self::Active
    }
}

/// One resource of the directory.
#[derive(Debug, PartialEq, Eq)]
pub struct Resource {
    pub name: &'static str,
    /// Before the numbers of an id, which are these columns.
    pub prefix: &'static str,
    pub id: &'static [&'static str],
    /// As in the Annuaire Santé guide.
    pub profile: &'static str,
    pub parameters: &'static [(&'static str, By)],
    /// What may come along: the parameter and its value, the first with `:iterate` or without.
    pub along: &'static [(&'static str, &'static str)],
    pub table: &'static str,
    /// How pages are sorted; together they tell rows apart.
    pub order: [&'static str; 2],
}

pub const PRACTITIONER: Resource = Resource {
    name: "Practitioner",
    prefix: "003-",
    id: &["n"],
    profile: "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-practitioner",
    parameters: &[
        ("_id", By::Id("003-")),
        ("identifier", By::Identifier),
        ("active", By::Active),
        ("name", By::Words("name_key")),
        ("family", By::Start("name_key")),
        ("qualification-code", By::Qualification),
        // Ours: the joined search of API §3.
        ("address-city", By::Town),
        ("address-postalcode", By::Postcode),
    ],
    along: &[("_revinclude", "PractitionerRole:practitioner"), ("_include", "PractitionerRole:organization")],
    table: "professionals",
    order: ["name_key", "n"],
};

pub const ROLE: Resource = Resource {
    name: "PractitionerRole",
    prefix: "005-",
    id: &["n", "rank"],
    profile: "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-practitionerrole",
    parameters: &[
        ("_id", By::Id("005-")),
        ("active", By::Active),
        ("practitioner", By::Reference("003-", "n")),
        ("organization", By::Reference("001-01-", "organisation")),
    ],
    along: &[("_include", "PractitionerRole:practitioner"), ("_include", "PractitionerRole:organization")],
    table: "roles",
    order: ["n", "rank"],
};

pub const ORGANIZATION: Resource = Resource {
    name: "Organization",
    prefix: "001-01-",
    id: &["n"],
    profile: "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/as-dp-organization",
    parameters: &[
        ("_id", By::Id("001-01-")),
        ("identifier", By::Identifier),
        ("active", By::Active),
        ("name", By::Words("name_key")),
        ("address-city", By::Town),
        ("address-postalcode", By::Postcode),
    ],
    along: &[],
    table: "organisations",
    order: ["name_key", "n"],
};

/// All that is served of the directory.
pub const ALL: [&Resource; 3] = [&PRACTITIONER, &ROLE, &ORGANIZATION];
