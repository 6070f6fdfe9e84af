"""Unsaved words, kept for their writer."""
