//! Pictures, and pages of PDF as pictures: what is painted is never larger than what was asked.

use super::FRAMINGS;
use super::reading::holds;
use dmp::domain::{Format, Problem};
use dmp::reader::{self, worker::Worker};

/// A picture says little of itself: its descriptions are cut, and its pages are counted.
const SAID: usize = 1 << 20;

pub fn picture(bytes: &[u8], worker: &dyn Worker) {
    // The bytes decide what is painted; the other formats have targets of their own.
    match reader::format(bytes, "") {
        Format::Jpeg | Format::Png | Format::Tiff => match reader::read(bytes, "", None, worker) {
            Ok(reading) => holds(&reading, SAID),
            Err(problem) => return assert!(matches!(problem, Problem::Damaged(_)), "{problem:?}"),
        },
        Format::Pdf => {}
        Format::Cda | Format::FhirDocument | Format::FhirXml => return,
        Format::Rtf | Format::Text | Format::Zip | Format::Other => return,
    }
    for (page, framing) in FRAMINGS.into_iter().enumerate() {
        if let Ok(painted) = reader::paint(bytes, "", page, framing, worker) {
            let (wide, high) = framing.within;
            assert!(painted.raster.width() <= wide && painted.raster.height() <= high);
            assert!(painted.size.0 > 0 && painted.size.1 > 0);
        }
    }
}
