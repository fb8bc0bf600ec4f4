"""Relocation cases from programs of a Debian system: each captured before and after a change, with true boxes."""
