"""Uploaded files, stored once for each content."""
