"""Backup and restore of one installation: database, files, published releases, secret."""
