"""Sentences of pure code, which knows no language but Japanese, that a screen can say in another.

A sentence is its Japanese text.  It remembers the pattern and the values it was made of, so that
`platform.ui.sentences` finds the pattern in the catalogue and puts the same values in.
"""

from collections.abc import Mapping
from typing import Self


class Sentence(str):
    """A Japanese sentence with the pattern and the values that it was made of."""

    __slots__ = ("pattern", "values")
    pattern: str
    values: Mapping[str, object]

    def __new__(cls, pattern: str, values: Mapping[str, object]) -> Self:
        """Return the sentence; `%(name)s` in the pattern stands for a value."""
        made = super().__new__(cls, pattern % values)
        made.pattern, made.values = pattern, values
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, Mapping[str, object]]]:
        """Return what a copy is made of."""
        return type(self), (self.pattern, self.values)


def sentence(pattern: str, **values: object) -> Sentence:
    """Return a sentence; the catalogue of screen texts takes every pattern written here."""
    return Sentence(pattern, values)
