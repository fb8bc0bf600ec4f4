"""Figures: medians, 95th percentiles and ratios, printed beside their goals and never asserted. Run with `make bench`.

Each figure is a module with a function `figures`; each runs in a process of its own on one virtual display.
"""
