"""Dialog windows: they may take the focus, because the person opened them to type."""
