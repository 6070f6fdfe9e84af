"""Journeys from door to door: residents, clerks, heads, secretariat and headquarters."""
