"""Periods that a town sets for itself, with validity and source, and the due dates made of them.

A module declares its defaults as deadlines of the kernel, a model from `models.Period` for what
the town set, and settles the due dates in each record by `services.dues_of`.
"""
