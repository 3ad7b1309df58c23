//! From the bytes of a CDA to the lines on the screen: bytes a second, and how much longer `xsltproc` takes. In processor time.
//!
//! `cargo bench --bench cda`. Budgets (DESIGN §8): 50 MB/s on large files, 20 times faster than `xsltproc`.
//! The national stylesheet is not part of the project: ten lines that do the work stand for it, followed by templates that
//! match nothing, up to its size (1.9 MB). Alone, the ten lines are told too.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::use_debug, clippy::indexing_slicing)]

use dmp::face::flow::{self, Layout};
use dmp::reader;
use dmp::run::worker::Process;
use dmp::words::Words;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Each measure is repeated for at least this long, and told on average.
const LONG_ENOUGH: Duration = Duration::from_millis(400);
/// Bytes of the national stylesheet.
const NATIONAL: usize = 1_900_000;
/// What the kernel counts the time of processes in.
const TICKS_A_SECOND: u64 = 100;

#[allow(dead_code, reason = "the budgets are measured by the same means")]
fn main() {
    let words = Words::french();
    println!("{:<44} {:>9} {:>10} {:>10} {:>9}", "", "size", "read", "laid out", "MB/s");
    for sections in [12, 120, 600] {
        let document = document(sections);
        measure(&format!("{sections} sections"), &document, &words);
    }
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/cda");
    let mut files: Vec<_> = std::fs::read_dir(corpus).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let (mut bytes, mut time) = (0, Duration::ZERO);
    for file in files {
        let document = std::fs::read(&file).unwrap();
        bytes += document.len();
        time += measure(&file.file_stem().unwrap().to_string_lossy(), &document, &words);
    }
    if bytes > 0 {
        println!("all the examples: {:.1} MB/s", rate(bytes, time));
    }
    let Some(compared) = compared(&words) else {
        println!("xsltproc is not installed: not compared");
        return;
    };
    for Compared { name, ours, theirs } in compared {
        println!("{name}: {ours:.2?} against {theirs:.2?}, {:.0} times as long", theirs.as_secs_f64() / ours.as_secs_f64());
    }
}

fn measure(name: &str, document: &[u8], words: &Words) -> Duration {
    let read = average(ours, || {
        drop(reader::read(document, "text/xml", None, &Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")))).unwrap())
    });
    let reading = reader::read(document, "text/xml", None, &Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")))).unwrap();
    let laid = average(ours, || drop(flow::lines(&reading, 80, Layout::Grid, words)));
    let both = rate(document.len(), read + laid);
    println!("{name:<44.44} {:>6} Ko {read:>10.2?} {laid:>10.2?} {both:>9.1}", document.len() / 1000);
    read + laid
}

fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64()
}

fn average(clock: impl Fn() -> Option<Duration>, mut run: impl FnMut()) -> Duration {
    let start = Instant::now();
    let clock = || clock().unwrap_or_else(|| start.elapsed());
    let (before, mut runs) = (clock(), 0);
    while start.elapsed() < LONG_ENOUGH || runs < 3 {
        run();
        runs += 1;
    }
    (clock() - before) / runs
}

/// Processor time of this thread, which other programs do not lengthen; elsewhere than on Linux, the time that passes.
fn ours() -> Option<Duration> {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(counted.split(' ').next()?.parse().ok()?))
}

/// Processor time of the programs this one has started and waited for.
fn theirs() -> Option<Duration> {
    let counted = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = counted.rsplit_once(") ")?;
    let mut ticks = fields.split(' ').skip(13).map(|field| field.parse::<u64>().ok());
    Some(Duration::from_millis((ticks.next()?? + ticks.next()??) * 1000 / TICKS_A_SECOND))
}

/// How long the same document takes us, and `xsltproc` with one stylesheet.
pub struct Compared {
    pub name: &'static str,
    pub ours: Duration,
    pub theirs: Duration,
}

/// Both start from a file; `xsltproc` also has to start, as it would for a person who uses it. Nothing when it is not
/// installed.
pub fn compared(words: &Words) -> Option<Vec<Compared>> {
    let folder = tempfile::tempdir().unwrap();
    let keep = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        #[allow(clippy::disallowed_methods, reason = "a private folder that goes with the bench")]
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let made = keep("a.xml", &document(12));
    let mut pairs = vec![
        ("a CDA to text, and a stylesheet of 1.9 MB", made.clone(), keep("large.xsl", stylesheet(NATIONAL).as_bytes())),
        ("a CDA to text, and ten lines of stylesheet", made, keep("small.xsl", stylesheet(0).as_bytes())),
    ];
    if let Ok(text) = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/corpus/cda/",
        "BIO-CR-BIO_2021.01_Auto-Presentable.xml"
    )) {
        let sheet = text.find("<xsl:stylesheet").zip(text.find("</xsl:stylesheet>"));
        let sheet = sheet.and_then(|(from, to)| text.get(from..to)).map(|sheet| format!("{sheet}</xsl:stylesheet>"));
        let sheet = keep("own.xsl", sheet.unwrap_or_default().as_bytes());
        pairs.push(("an example, and the stylesheet it carries", keep("own.xml", text.as_bytes()), sheet));
    }
    let transform = |file: &Path, sheet: &Path| {
        Command::new("xsltproc").arg(sheet).arg(file).stdout(Stdio::null()).stderr(Stdio::null()).status()
    };
    let mut compared = Vec::new();
    for (name, file, sheet) in pairs {
        transform(&file, &sheet).ok().filter(|status| status.success())?;
        let ours = average(ours, || {
            let bytes = std::fs::read(&file).unwrap();
            let reading = reader::read(&bytes, "text/xml", None, &Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")))).unwrap();
            drop(flow::text(&reading, 80, words));
        });
        let theirs = average(theirs, || drop(transform(&file, &sheet)));
        compared.push(Compared { name, ours, theirs });
    }
    Some(compared)
}

/// Megabytes a second, from the bytes of a large document to its lines.
pub fn large(words: &Words) -> f64 {
    let document = document(600);
    rate(document.len(), measure("600 sections", &document, words))
}

/// The ten lines, and templates that match nothing up to so many bytes.
fn stylesheet(size: usize) -> String {
    let mut out = STYLESHEET.to_owned();
    for n in 0.. {
        if out.len() >= size {
            break;
        }
        let _ = write!(
            out,
            "<xsl:template match=\"v3:unused{n}\">\n  <xsl:variable name=\"code\" select=\"v3:code/@code\"/>\n  \
             <xsl:choose>\n    <xsl:when test=\"$code = '{n}'\"><xsl:value-of select=\"v3:code/@displayName\"/></xsl:when>\n    \
             <xsl:otherwise><xsl:apply-templates select=\"v3:value\"/></xsl:otherwise>\n  </xsl:choose>\n</xsl:template>\n"
        );
    }
    out + "</xsl:stylesheet>"
}

/// A document shaped as the national ones: a narrative table, then three times as much of coded data.
fn document(sections: usize) -> Vec<u8> {
    let mut out = String::from(HEADER);
    for section in 0..sections {
        let _ = write!(out, "<component><section><title>Résultats {section}</title><text><table border=\"0\"><thead><tr>");
        let _ = write!(out, "<th>Analyse</th><th>Résultat</th><th>Unité</th><th>Valeurs de référence</th></tr></thead><tbody>");
        for row in 0..12 {
            let _ = write!(
                out,
                "\n            <tr>\n              <td><content ID=\"a{section}-{row}\">Thyréostimuline, dosage n° {row}</content></td>\n              <td align=\"right\">{row}.95</td>\n              <td>mUI/l</td>\n              <td>(0.270 - 4.200)</td>\n            </tr>"
            );
        }
        out.push_str(
            "</tbody></table><paragraph>Interprétation : les valeurs sont &lt; aux seuils habituels.</paragraph></text>",
        );
        for row in 0..12 {
            let _ = write!(out, "{}", ENTRY.replace("{id}", &format!("{section}-{row}")));
        }
        out.push_str("</section></component>\n");
    }
    out.push_str("</structuredBody></component></ClinicalDocument>");
    out.into_bytes()
}

const HEADER: &str = r##"<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <code code="11502-2" displayName="CR d'examens biologiques"/><title>Compte rendu</title><effectiveTime value="20260304"/>
  <recordTarget><patientRole><patient><name><given>LISE</given><family>DUVAL</family></name></patient></patientRole></recordTarget>
  <component><structuredBody>
"##;

const ENTRY: &str = r##"
          <!-- Résultat d'un examen -->
          <entry>
            <observation classCode="OBS" moodCode="EVN">
              <templateId root="1.3.6.1.4.1.19376.1.3.1.6"/>
              <id root="9E3A8C62-7C7B-4F0B-9A41-{id}"/>
              <code code="11580-8" displayName="Thyréostimuline" codeSystem="2.16.840.1.113883.6.1" codeSystemName="LOINC"/>
              <text><reference value="#a{id}"/></text>
              <statusCode code="completed"/>
              <effectiveTime value="20260304101500+0100"/>
              <value xsi:type="PQ" value="1.95" unit="mUI/l"/>
              <interpretationCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.83"/>
            </observation>
          </entry>
"##;

const STYLESHEET: &str = r##"<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:v3="urn:hl7-org:v3">
<xsl:output method="text"/>
<xsl:template match="/"><xsl:apply-templates select="//v3:section"/></xsl:template>
<xsl:template match="v3:section"><xsl:value-of select="v3:title"/><xsl:text>
</xsl:text><xsl:apply-templates select="v3:text"/></xsl:template>
<xsl:template match="v3:tr|v3:paragraph"><xsl:apply-templates/><xsl:text>
</xsl:text></xsl:template>
<xsl:template match="v3:td|v3:th"><xsl:value-of select="normalize-space(.)"/><xsl:text>  </xsl:text></xsl:template>
"##;
