"""How many figures of a year the program computed, and how many somebody typed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from yakuba.core.indicators.models import WITHOUT_VALUE, Calculation, SourceKind
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import percent


@dataclass(frozen=True, slots=True)
class Share:
    """The figures of a year by where they come from; figures without a value are in none."""

    computed: int
    typed: int
    imported: int

    @property
    def count(self) -> int:
        """Return how many figures there are."""
        return self.computed + self.typed + self.imported

    @property
    def computed_percent(self) -> Decimal | None:
        """Return the share computed from records, one decimal; None without any figure."""
        return percent(self.computed, self.count)


def share_of(calculations: Iterable[Calculation]) -> Share:
    """Return the share of the given figures, one calculation for each."""
    kinds = Counter(each.source_kind for each in calculations if each.status not in WITHOUT_VALUE)
    return Share(
        computed=kinds[SourceKind.COMPUTED],
        typed=kinds[SourceKind.MANUAL],
        imported=kinds[SourceKind.IMPORTED],
    )


def share_of_year(fy: FiscalYear) -> Share:
    """Return the share of a year's standing figures: the newest calculation of each."""
    rows = Calculation.objects.filter(fy=fy).order_by("pk")
    return share_of({row.indicator_id: row for row in rows}.values())
