//! A place in a reading that stays the same however it is laid out. It knows no width and no line.

/// What of its piece a line begins with. The same words have the same spot at any width; in a table, the same row does in
/// any layout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The text or the row of a table, counted from the beginning of the piece.
    pub unit: usize,
    /// The column, in a table.
    pub column: usize,
    /// The byte of the text or of the cell.
    pub letter: usize,
}
