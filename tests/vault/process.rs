//! The process itself: hardening, signals, panics (S37, S52, F46).
