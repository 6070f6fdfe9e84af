"""Releases: the published edition, its pages, tables and papers."""
