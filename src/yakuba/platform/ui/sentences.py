"""Sentences of pure code in the language that is being spoken."""

from dataclasses import replace

from django.utils.translation import gettext

from yakuba.kernel.problems import Problem
from yakuba.kernel.sentences import Sentence


def spoken(text: object) -> str:
    """Return a text; a sentence of the kernel, and those inside it, in the reader's language."""
    if not isinstance(text, Sentence):
        return str(text)
    values = {
        name: spoken(value) if isinstance(value, Sentence) else value
        for name, value in text.values.items()
    }
    return gettext(text.pattern) % values


def spoken_problem(problem: Problem) -> Problem:
    """Return the problem as the reader is told it."""
    return replace(problem, message=spoken(problem.message), fix=spoken(problem.fix))
