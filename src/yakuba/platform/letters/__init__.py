"""Letters and papers: words go as data into a Word or typst template, in the worker.

A module declares a `Paper` with the function that gives its words and the templates beside its
code; `start` begins the job and leads to its page.
"""
