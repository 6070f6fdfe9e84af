"""The report of a year as PDF, tagged for screen readers (PDF/UA-1), made by typst."""

from yakuba.core.publication.book.making import make

__all__ = ["make"]
