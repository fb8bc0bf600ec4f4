"""Relocation cases from business pages that are made with well-known component kits, in a real browser window."""
