"""Reminders: what is due in the registers of the office, listed, and told once a day."""
