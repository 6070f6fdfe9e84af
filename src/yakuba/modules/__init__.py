"""One package for each service of a town."""
