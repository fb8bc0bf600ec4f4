"""Rules of learning: pure functions on values."""
