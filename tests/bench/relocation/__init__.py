"""The benchmark of finding a target again: its cases, how answers are scored, and the programs and pages behind it."""
