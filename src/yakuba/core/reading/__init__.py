"""Reads a plan document into a tree; pure."""
