"""Adapters: one per format, each turning bytes into a `Document`."""
