"""Trains the small network that says whether two pictures show the same words; on drawn words alone."""
