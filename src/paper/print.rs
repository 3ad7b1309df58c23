//! A draft printed as a tagged PDF. The order of its tree is the order in which it is read.

use super::draft::{Child, Draft, HEIGHT, Kind, MARGIN, WIDTH};
use super::font::Fonts;
use crate::domain::{Clean, Marker};
use crate::say;
use crate::words::Words;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, SpanTag, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::TextDirection;
use krilla::{Document, SerializeSettings};
use std::num::{NonZeroU16, NonZeroU32};

/// Points of the number of a page, at its foot.
const SMALL: f32 = 8.0;

/// `None` when the document would not be PDF/UA-1.
pub fn print(draft: &Draft<'_>, fonts: &Fonts, title: &Clean, words: &Words) -> Option<Vec<u8>> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish().ok()?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(Metadata::new().title(title.to_string()).language("fr-FR".to_owned()).creator("dmp".to_owned()));
    let mut identifiers = Vec::with_capacity(draft.placed.len());
    let mut rest = draft.placed.iter().peekable();
    for number in 0..draft.pages() {
        let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
        let mut surface = page.surface();
        while let Some(placed) = rest.next_if(|placed| placed.page == number) {
            identifiers.push(surface.start_tagged(ContentTag::Span(SpanTag::empty())));
            let (at, font) = (Point::from_xy(placed.x, placed.y), fonts.font(placed.part.bold));
            surface.draw_text(at, font, placed.size, &placed.part.text, false, TextDirection::Auto);
            surface.end_tagged();
        }
        surface.start_tagged(ContentTag::Artifact(Artifact::new(ArtifactType::Footer, None)));
        let foot = say!(words, "paper-page", page = (number + 1), pages = (draft.pages()));
        let at = Point::from_xy(MARGIN, HEIGHT - MARGIN / 2.0);
        surface.draw_text(at, fonts.font(false), SMALL, &foot, false, TextDirection::Auto);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    let tree = Tree { draft, identifiers };
    let mut tags = TagTree::new();
    for child in &draft.roots {
        tree.add(child, &mut |node| tags.push(node));
    }
    document.set_tag_tree(tags);
    document.set_outline(outline(draft));
    document.finish().ok()
}

/// Every heading, one after the other: what a reader offers to jump to.
fn outline(draft: &Draft<'_>) -> Outline {
    let mut outline = Outline::new();
    for (branch, page, y) in &draft.heads {
        if let Some(Kind::Heading { title, .. }) = draft.branches.get(*branch).map(|branch| &branch.kind) {
            let at = XyzDestination::new(*page, Point::from_xy(MARGIN, *y));
            outline.push_child(OutlineNode::new(title.clone(), at));
        }
    }
    outline
}

struct Tree<'d, 'f> {
    draft: &'d Draft<'f>,
    /// Of each part placed, in the same order.
    identifiers: Vec<Identifier>,
}

impl Tree<'_, '_> {
    fn add(&self, child: &Child, push: &mut dyn FnMut(krilla::tagging::Node)) {
        match child {
            Child::Text(index) => {
                if let Some(identifier) = self.identifiers.get(*index) {
                    push((*identifier).into());
                }
            }
            Child::Branch(index) => {
                if let Some(branch) = self.draft.branches.get(*index) {
                    let mut group = TagGroup::new(tag(&branch.kind));
                    for child in &branch.children {
                        self.add(child, &mut |node| group.push(node));
                    }
                    push(group.into());
                }
            }
        }
    }
}

fn tag(kind: &Kind) -> TagKind {
    let span = |count: &u32| NonZeroU32::new(*count).filter(|count| count.get() > 1);
    match kind {
        Kind::Heading { level, title } => Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into(),
        Kind::Paragraph => Tag::P.into(),
        Kind::List(marker) => Tag::L(match marker {
            None | Some(Marker::Bullet) => ListNumbering::Disc,
            Some(Marker::Number) => ListNumbering::Decimal,
            Some(Marker::Letter(false)) => ListNumbering::LowerAlpha,
            Some(Marker::Letter(true)) => ListNumbering::UpperAlpha,
            Some(Marker::Roman(false)) => ListNumbering::LowerRoman,
            Some(Marker::Roman(true)) => ListNumbering::UpperRoman,
        })
        .into(),
        Kind::Item => Tag::LI.into(),
        Kind::Mark => Tag::Lbl.into(),
        Kind::Body => Tag::LBody.into(),
        Kind::Caption => Tag::Caption.into(),
        Kind::Table => Tag::Table.into(),
        Kind::Row => Tag::TR.into(),
        Kind::Header { column, across, down } => {
            let scope = if *column { TableHeaderScope::Column } else { TableHeaderScope::Row };
            Tag::TH(scope).with_col_span(span(across)).with_row_span(span(down)).into()
        }
        Kind::Cell { across, down } => Tag::TD.with_col_span(span(across)).with_row_span(span(down)).into(),
    }
}
