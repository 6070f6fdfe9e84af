"""Who did what: append-only events, sealed in blocks."""
