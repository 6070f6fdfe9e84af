"""The reform plan from its document to its published year; knows no module."""
