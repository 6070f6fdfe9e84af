"""Facilities of the town (町有施設): what their renewal costs, their condition, their order."""
