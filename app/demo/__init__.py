"""The demonstration: a scripted coach takes the practice workflow from its first coached run to automatic."""
