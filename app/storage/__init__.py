"""Everything that is kept on disk: the append-only ledger, pictures by content, workflow folders."""
