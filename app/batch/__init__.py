"""Locating and recognising from files: many questions in one process, for scripts and for measuring."""
