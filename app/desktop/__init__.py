"""The real machine: what is on the screen, who owns it, and the hand that acts on it."""
