"""Staff home and the set-up of a new town."""
