"""The way of a new town from an empty installation to its first round."""
