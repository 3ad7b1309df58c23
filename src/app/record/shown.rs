//! Documents in order, such as those that pass the filter, and where each of them stands.

use super::{Order, Store};

#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Indexes in the store, first to last.
    order: Vec<u32>,
    /// For each document of the store, its place in `order`, or `u32::MAX`.
    place: Vec<u32>,
}

impl Shown {
    pub fn new(order: Vec<u32>, store: &Store) -> Self {
        let mut shown = Self { order, place: vec![u32::MAX; store.len()] };
        shown.number(0);
        shown
    }

    /// Puts more documents of the store, already sorted, among those shown.
    pub fn add(&mut self, more: &[u32], order: Order, store: &Store) {
        self.place.resize(store.len(), u32::MAX);
        let Some(first) = more.first() else { return };
        let from = self.position(*first, order, store);
        let rest = self.order.split_off(from);
        let mut rest = rest.as_slice();
        for one in more {
            let key = order.key(*one, store);
            let (before, after) = rest.split_at(rest.partition_point(|other| order.key(*other, store) < key));
            self.order.extend(before);
            self.order.push(*one);
            rest = after;
        }
        self.order.extend(rest);
        self.number(from);
    }

    fn position(&self, one: u32, order: Order, store: &Store) -> usize {
        let key = order.key(one, store);
        match self.order.last() {
            // A list comes in its order, most often.
            Some(last) if order.key(*last, store) < key => self.order.len(),
            Some(_) | None => self.order.partition_point(|other| order.key(*other, store) < key),
        }
    }

    /// Notes the places from this one on.
    fn number(&mut self, from: usize) {
        for (position, index) in (0_u32..).zip(&self.order).skip(from) {
            if let Some(slot) = self.place.get_mut(usize::try_from(*index).unwrap_or(usize::MAX)) {
                *slot = position;
            }
        }
    }

    /// First to last.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// The document at a place, by its index in the store.
    pub fn at(&self, place: usize) -> Option<u32> {
        self.order.get(place).copied()
    }

    /// The place of a document, when it is shown.
    pub fn place(&self, index: u32) -> Option<usize> {
        let place = *self.place.get(usize::try_from(index).ok()?)?;
        (place != u32::MAX).then(|| usize::try_from(place).ok()).flatten()
    }
}
