"""Learns whether two portraits show the same element, from screens captured in many looks."""
