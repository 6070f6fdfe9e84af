"""The plan: versions, goals, measures, items, owners."""
