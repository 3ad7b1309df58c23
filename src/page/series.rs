//! Values over time, drawn for the eye: whatever they say is said in words elsewhere on the page.

use crate::domain::Clean;

#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What is drawn, and how to read it.
    pub legend: Clean,
    /// In the order in which they are shown.
    pub points: Vec<Point>,
}

/// One value. Places go from 0, the least of all, to 1, the greatest.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// When.
    pub label: Clean,
    pub value: Clean,
    pub at: f64,
    /// From where to where it is usual.
    pub usual: Option<(f64, f64)>,
}
