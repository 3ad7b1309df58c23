//! Who is in the directory, the same at every first start: those who write in the fictional record, a few who are hard to show,
//! and as many others as wanted. Nobody in it exists: their RPPS numbers are of a range that is not given out.

use super::table::{CAPACITY, CREATE, FINISH, Organisation, Professional};
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, OptionalExtension};

const RECORD: &str = include_str!("../../../assets/directory/record.tsv");
const OTHERS: &str = include_str!("../../../assets/directory/others.tsv");
const TOWNS: &str = include_str!("../../../assets/directory/towns.tsv");
const NAMES: &str = include_str!("../../../assets/directory/names.tsv");
const ORGANISATIONS: &str = include_str!("../../../assets/directory/organisations.tsv");
const OCCUPATIONS: &str = include_str!("../../../assets/directory/occupations.tsv");

/// The town of the fictional record, which does not exist.
const VILLAGE: (&str, &str) = ("72999", "Villerose-sur-Aune");
/// RPPS numbers without their key: the record's are just below.
const FIRST: u64 = 1_099_900_200;
/// When those are used up.
const MORE: u64 = 1_099_800_000;
const ROOM: u64 = 99_800;

fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn cell(cells: &[&'static str], at: usize) -> &'static str {
    cells.get(at).copied().unwrap_or("")
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Makes the tables and fills them with at least `wanted` professionals.
pub fn fill(connection: &Connection, wanted: u32) -> Result<(), Fault> {
    connection.execute_batch(CREATE)?;
    let mut organisations = Organisations { insert: Organisation::insert(connection)?, last: 0 };
    let mut people = People { insert: Professional::insert(connection)?, last: 0 };
    villagers(RECORD, connection, &mut organisations, &mut people)?;
    let towns = organisations.everywhere()?;
    hard(&towns, &mut people)?;
    villagers(OTHERS, connection, &mut organisations, &mut people)?;
    let crowd = Crowd::read();
    for number in 0..wanted.saturating_sub(u32::try_from(people.last).unwrap_or(u32::MAX)) {
        people.enter(crowd.one(u64::from(number), &towns))?;
    }
    connection.execute_batch(FINISH)?;
    Ok(())
}

/// What a directory made before capacities has not: the capacities, and those who do not exercise in care.
pub fn add_capacities(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch(CAPACITY)?;
    let last = |table: &str| connection.query_row(&format!("SELECT ifnull(max(n), 0) FROM {table}"), [], |row| row.get(0));
    let mut organisations = Organisations { insert: Organisation::insert(connection)?, last: last("organisations")? };
    let mut people = People { insert: Professional::insert(connection)?, last: last("professionals")? };
    villagers(OTHERS, connection, &mut organisations, &mut people)
}

struct Organisations<'c> {
    insert: rusqlite::Statement<'c>,
    last: i64,
}

struct People<'c> {
    insert: rusqlite::Statement<'c>,
    last: i64,
}

impl People<'_> {
    fn enter(&mut self, professional: Professional) -> Result<(), Fault> {
        self.enter_as(professional, "care")
    }

    fn enter_as(&mut self, professional: Professional, capacity: &str) -> Result<(), Fault> {
        self.last += 1;
        Ok(Professional { n: self.last, ..professional }.enter(&mut self.insert, capacity)?)
    }
}

impl Organisations<'_> {
    fn enter(&mut self, organisation: Organisation) -> Result<i64, Fault> {
        self.last += 1;
        Organisation { n: self.last, ..organisation }.enter(&mut self.insert)?;
        Ok(self.last)
    }

    /// Every organisation of the list in every town: for each town, its organisations by kind.
    fn everywhere(&mut self) -> Result<Vec<Vec<(&'static str, i64)>>, Fault> {
        let kinds: Vec<_> = lines(ORGANISATIONS).collect();
        let mut towns = Vec::new();
        for town in lines(TOWNS) {
            let mut theirs = Vec::with_capacity(kinds.len());
            for kind in &kinds {
                let number = self.last;
                let n = self.enter(Organisation {
                    n: 0,
                    name: cell(kind, 1).replace("{}", cell(&town, 1)),
                    sector: cell(kind, 2).to_owned(),
                    finess: format!("9991{number:05}"),
                    street: cell(kind, 3).to_owned(),
                    postcode: cell(&town, 0).to_owned(),
                    city: cell(&town, 1).to_owned(),
                    // Of the range kept for fiction (ARCEP).
                    phone: format!("019900{:04}", number % 10_000),
                })?;
                theirs.push((cell(kind, 0), n));
            }
            towns.push(theirs);
        }
        Ok(towns)
    }
}

/// Those of a table of people of the fictional record's town, where they work.
fn villagers(
    table: &'static str,
    connection: &Connection,
    organisations: &mut Organisations<'_>,
    people: &mut People<'_>,
) -> Result<(), Fault> {
    for cells in lines(table) {
        // A SAMU has the number of its hospital, and a name of its own.
        let (name, finess) = (cell(&cells, 6), cell(&cells, 7));
        let known = "SELECT n FROM organisations WHERE finess = ? AND name = ?";
        let known: Option<i64> = connection.prepare_cached(known)?.query_row([finess, name], |row| row.get(0)).optional()?;
        let organisation = match known {
            Some(n) => n,
            None => organisations.enter(Organisation {
                n: 0,
                name: name.to_owned(),
                sector: cell(&cells, 8).to_owned(),
                finess: finess.to_owned(),
                street: cell(&cells, 9).to_owned(),
                postcode: VILLAGE.0.to_owned(),
                city: VILLAGE.1.to_owned(),
                phone: cell(&cells, 10).to_owned(),
            })?,
        };
        let person = Professional {
            n: 0,
            idnps: format!("8{}", cell(&cells, 0)),
            title: cell(&cells, 1).to_owned(),
            family: cell(&cells, 3).to_owned(),
            given: cell(&cells, 2).to_owned(),
            profession: some(cell(&cells, 4)),
            speciality: some(cell(&cells, 5)),
            organisation: Some(organisation),
            second: None,
        };
        people.enter_as(person, Some(cell(&cells, 11)).filter(|capacity| !capacity.is_empty()).unwrap_or("care"))?;
    }
    Ok(())
}

/// Those that a client must show all the same: homonyms in one town, without profession, without place, with a number whose
/// key is wrong, with two places.
fn hard(towns: &[Vec<(&'static str, i64)>], people: &mut People<'_>) -> Result<(), Fault> {
    let place = |town: usize, kind: &str| towns.get(town).and_then(|theirs| of_kind(theirs, kind, 0));
    let one = |number: u64, title: &str, given: &str, family: &str, speciality: &str, organisation| Professional {
        n: 0,
        idnps: format!("8{}", rpps(number)),
        title: title.to_owned(),
        family: family.to_owned(),
        given: given.to_owned(),
        profession: some("10"),
        speciality: some(speciality),
        organisation,
        second: None,
    };
    people.enter(one(0, "DR", "Anne", "Lefèvre", "SM54", place(0, "house")))?;
    people.enter(one(1, "DR", "Anne", "Lefèvre", "SM54", place(0, "practice")))?;
    people.enter(Professional { profession: None, ..one(2, "MME", "Dominique", "Aubrac", "", place(1, "hospital")) })?;
    people.enter(one(3, "DR", "Irène", "Valette", "SM42", None))?;
    let wrong = |right: String| match right.strip_suffix('0') {
        Some(start) => format!("{start}1"),
        None => format!("{}0", right.get(..right.len().saturating_sub(1)).unwrap_or("")),
    };
    let doctor = one(4, "DR", "Luc", "Marsaudon", "SM48", place(2, "practice"));
    people.enter(Professional { idnps: wrong(doctor.idnps.clone()), ..doctor })?;
    let second = place(3, "clinic");
    people.enter(Professional { second, ..one(5, "PR", "Marie-Ange", "D’Hautefort", "SM32", place(3, "hospital")) })
}

/// Everybody else.
struct Crowd {
    women: Vec<&'static str>,
    men: Vec<&'static str>,
    families: Vec<&'static str>,
    /// Profession, speciality, kinds of organisation; as many times as their weight.
    occupations: Vec<[&'static str; 3]>,
}

impl Crowd {
    fn read() -> Self {
        let named = |kind: &str| lines(NAMES).filter(|cells| cell(cells, 0) == kind).map(|cells| cell(&cells, 1)).collect();
        let occupations = lines(OCCUPATIONS).flat_map(|cells| {
            let weight = cell(&cells, 2).parse().unwrap_or(1);
            std::iter::repeat_n([cell(&cells, 0), cell(&cells, 1), cell(&cells, 3)], weight)
        });
        Self { women: named("F"), men: named("M"), families: named("N"), occupations: occupations.collect() }
    }

    fn one(&self, number: u64, towns: &[Vec<(&'static str, i64)>]) -> Professional {
        let draw = |what: u64| mix(number.wrapping_mul(16).wrapping_add(what));
        // Each occupation in its turn, so that the rarest is there among the first hundreds.
        let [profession, speciality, kinds] = at(&self.occupations, number);
        let kinds: Vec<&str> = kinds.split(' ').collect();
        let theirs = at(towns, draw(1));
        let place = |what: u64| of_kind(&theirs, at(&kinds, draw(what)), draw(what + 1));
        let woman = draw(4) % 2 == 0;
        let title = match profession {
            "10" if draw(5) % 40 == 0 => "PR",
            "10" | "40" => "DR",
            _other => {
                if woman {
                    "MME"
                } else {
                    "M"
                }
            }
        };
        let organisation = place(6);
        Professional {
            n: 0,
            idnps: format!("8{}", rpps(number + 6)),
            title: title.to_owned(),
            family: at(&self.families, draw(8)).to_owned(),
            given: at(if woman { &self.women } else { &self.men }, draw(9)).to_owned(),
            profession: some(profession),
            speciality: some(speciality),
            organisation,
            // One in eight works in two places.
            second: if draw(10) % 8 == 0 { place(11).filter(|second| Some(*second) != organisation) } else { None },
        }
    }
}

/// One of them, by a number of any size.
fn at<T: Clone + Default>(list: &[T], number: u64) -> T {
    let count = u64::try_from(list.len()).unwrap_or(1).max(1);
    usize::try_from(number % count).ok().and_then(|place| list.get(place)).cloned().unwrap_or_default()
}

fn of_kind(theirs: &[(&'static str, i64)], kind: &str, number: u64) -> Option<i64> {
    let fitting: Vec<i64> = theirs.iter().filter(|(known, _)| *known == kind).map(|(_, n)| *n).collect();
    (!fitting.is_empty()).then(|| at(&fitting, number))
}

/// Ten digits and their Luhn key.
fn rpps(number: u64) -> String {
    let digits = if number < ROOM { FIRST + number } else { MORE + number - ROOM };
    let (mut sum, mut rest, mut doubled) = (0, digits, true);
    while rest > 0 {
        let digit = rest % 10 * if doubled { 2 } else { 1 };
        sum += digit / 10 + digit % 10;
        (rest, doubled) = (rest / 10, !doubled);
    }
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// Splitmix64: scattered, and the same everywhere.
fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
