//! Every page of the application in every face: snapshots that a person has read, and rules that hold on all of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

#[path = "../journeys/person.rs"]
#[allow(dead_code, reason = "somebody who uses the program: only some of what they do is needed here")]
mod person;

#[path = "../journeys/accesses.rs"]
mod accesses;
#[path = "../journeys/carried.rs"]
mod carried;
#[path = "../journeys/news.rs"]
mod news;

mod always;
mod mine;
mod opened;
mod pages;
mod shown;
mod watch;
