"""A stream of input events and frames becomes a Workflow."""
