"""Figures computed from the records of services, with the records that made them.

A module declares an indicator in its `indicators.py`: which records it reads, and the pure rule
that counts them.  The core knows modules by these declarations only.
"""
