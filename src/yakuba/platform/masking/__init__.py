"""Published copies of what people wrote: proposed by a machine, written by one, let out by two.

A module inherits `models.MaskedCopy`, declares `Copies` and mounts `views.copy_view`; the patterns,
the dictionary, the job of the worker and the second person are the same for all.
"""
