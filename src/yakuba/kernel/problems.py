"""What can go wrong in a way that a person can put right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: for staff in Japanese, what is wrong and what to do next.

    `place` says where: a field, `C12`, a line; None means the whole.
    """

    code: str
    message: str
    fix: str = ""
    place: str | None = None

    def __str__(self) -> str:
        """Return what is wrong and what to do; Japanese sentences follow without a space."""
        gap = "" if self.message.endswith("。") or not self.fix else " "
        return self.message + gap + self.fix


class YakubaError(Exception):
    """An anticipated failure, made of one or more problems; shown, never logged as an error."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)
