"""The commands behind the console script."""
