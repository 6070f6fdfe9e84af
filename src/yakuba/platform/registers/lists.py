"""The list of a register: which records an address asks for, said in words, and their cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, QuerySet, Sum, Value, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.platform.registers.cells import Head, cell, heads, in_words
from yakuba.platform.registers.declaration import Column, Register
from yakuba.platform.registers.drawing import Row
from yakuba.platform.registers.dues import Calendar, due_before
from yakuba.platform.registers.facts import label, order_of
from yakuba.platform.registers.filters import Filter, filter_of
from yakuba.platform.registers.indexing import search, searched
from yakuba.platform.registers.models import SavedView
from yakuba.platform.registers.scope import rows
from yakuba.platform.registers.selections import Selection, selection_of

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

PAGE: Final = 100
LATE: Final = "late"  # "1": only late records, "first": they come first
KEPT: Final = ("sort", LATE)


@dataclass(frozen=True, slots=True)
class Pill:
    """A way to look at the list; `pk` marks one that the person has kept."""

    title: str
    href: str
    is_current: bool
    count: int | None = None
    pk: int | None = None


class _Keys:
    """The keys of a list in its order; a page of the second half is sorted from the end."""

    def __init__(self, records: QuerySet[Any], count: int) -> None:
        self._keys = records.values_list("pk", flat=True)
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, part: slice) -> list[Any]:
        if part.start * 2 <= self._count:
            return list(self._keys[part])
        begin, end = self._count - part.stop, self._count - part.start
        return list(self._keys.reverse()[begin:end])[::-1]


class Listing:
    """What an address asks of a register, for one actor."""

    def __init__(self, register: Register, actor: "Actor", params: QueryDict) -> None:
        self.register = register
        self.actor = actor
        self.params = params
        self.calendar = Calendar()
        self.typed = params.get("q", "").strip()
        self.late = params.get(LATE, "") if register.deadlines else ""

    @cached_property
    def filters(self) -> list[Filter]:
        """Return the filters with what is chosen in each."""
        names = self.register.filters
        return [filter_of(self.register, name, self.params.get(name, "")) for name in names]

    @cached_property
    def selection(self) -> Selection | None:
        """Return the records that an indicator or a calculation names."""
        return selection_of(self.register, self.params, self.actor)

    @cached_property
    def unsorted(self) -> QuerySet[Any]:
        """Return the records that the list shows."""
        found = rows(self.register, self.actor)
        for one in self.filters:
            found = found.filter(one.q())
        if self.typed:
            found = found.filter(search(self.register, self.typed))
        if self.selection is not None:
            found = found.filter(pk__in=list(self.selection.keys))
        if self.late == "1":
            found = found.filter(self._late_q)
        return found

    @cached_property
    def records(self) -> QuerySet[Any]:
        """Return the records in their order."""
        found = self.unsorted
        order = [*self._order(), "-pk"]
        if self.late == "first":
            rank = Case(When(self._late_q, then=Value(0)), default=Value(1))
            found = found.alias(late_rank=rank)
            order = ["late_rank", *order]
        return found.order_by(*order)

    @cached_property
    def page(self) -> Page[Any]:
        """Return the keys of the page that the address asks for; sorting keys alone is fast."""
        keys: Any = _Keys(self.records, self.count)
        paginator: Paginator[Any] = Paginator(keys, PAGE)
        return paginator.get_page(self.params.get("page"))

    @cached_property
    def totals(self) -> dict[str, Any]:
        """Return how many records the list shows, how many are late, and the sums: one query."""
        asked: dict[str, Any] = {f"sum_{name}": Sum(name) for name in self.register.sums}
        if self.register.deadlines:
            asked["late"] = Count("pk", filter=self._late_q)
        return {"late": 0} | self.unsorted.order_by().aggregate(count=Count("pk"), **asked)

    @property
    def count(self) -> int:
        """Return how many records the list shows on all its pages."""
        return int(self.totals["count"])

    @property
    def late_count(self) -> int:
        """Return how many of them are late."""
        return int(self.totals["late"])

    def page_records(self, along: Iterable[str] = ()) -> list[Any]:
        """Return the records of the page with their foreign keys (`along`: only those)."""
        keys = list(self.page.object_list)
        found = rows(self.register, self.actor, along=along).in_bulk(keys)
        return [found[key] for key in keys]

    @cached_property
    def rows(self) -> list[Row]:
        """Return the records of the page as cells."""
        columns = self.register.columns
        has_functions = any(isinstance(c, Column) and callable(c.of) for c in columns)
        names = () if has_functions else [c for c in columns if isinstance(c, str)]
        return [self._row(record) for record in self.page_records(names)]

    @cached_property
    def heads(self) -> list[Head]:
        """Return the heads of the columns."""
        return heads(self.register)

    @property
    def sort(self) -> str:
        """Return by which field the person sorts, with - for the other way; empty: as declared."""
        asked = self.params.get("sort", "")
        return asked if asked.removeprefix("-") in {head.key for head in self.heads} - {""} else ""

    @cached_property
    def which(self) -> str:
        """Return in words which records these are: 担当課: 総務課、状態: 受付."""
        parts = [f"{one.label}: {one.words}" for one in self.filters if one.is_on]
        if self.typed:
            parts.append(_("「%(words)s」を含むもの") % {"words": self.typed})
        if self.late == "1":
            parts.append(_("期限切れのもの"))
        if self.selection is not None:
            parts.append(self.selection.sentence)
        return "、".join(parts) or _("すべて")

    def sentence(self) -> str:
        """Return which records these are and how many: 状態: 受付 — 12件（うち期限切れ2件）."""
        words = _("%(which)s — %(count)s件") % {"which": self.which, "count": f"{self.count:,}"}
        if self.late_count and self.late != "1":
            words += _("（うち期限切れ%(count)s件）") % {"count": f"{self.late_count:,}"}
        return words

    def searched_in(self) -> str:
        """Return the titles of the fields that the search looks into."""
        return "・".join(label(self.register, name) for name in searched(self.register))

    @cached_property
    def sums(self) -> list[str]:
        """Return the sum under each column; empty where nothing is summed."""
        names = self.register.sums
        if not names or not self.count:
            return []
        columns = self.register.columns
        return [in_words(self.totals[f"sum_{c}"]) if c in names else "" for c in columns]

    def card_sums(self) -> list[tuple[Head, str]]:
        """Return the sums with the heads of their columns."""
        return [(h, s) for h, s in zip(self.heads, self.sums, strict=False) if s]

    def kept(self) -> dict[str, str]:
        """Return the parameters that a new search keeps: order and selection, no conditions."""
        names = (*KEPT, *(self.selection.parameters if self.selection else ()))
        return {name: self.params.get(name, "") for name in names if self.params.get(name)}

    def pills(self) -> list[Pill]:
        """Return the ways to look: all, the late ones, and those that the person has kept."""
        here = self.query(page=None)
        found = [Pill(_("すべて"), "?", not here)]
        if self.register.deadlines:
            late = f"{LATE}=1"
            found.append(Pill(_("期限切れ"), f"?{late}", here == late, self._all_late()))
        kept = SavedView.objects.filter(account=self.actor.account, register=self.register.code)
        return found + [Pill(v.title, f"?{v.query}", here == v.query, pk=v.pk) for v in kept]

    def query(self, **changed: str | None) -> str:
        """Return the address's parameters with some changed (None: left out), in a fixed order."""
        found: dict[str, str] = {name: self.params[name] for name in self.params}  # type: ignore[misc]
        found |= {name: value or "" for name, value in changed.items()}
        made = QueryDict(mutable=True)
        made.update({name: found[name] for name in sorted(found) if found[name]})
        return made.urlencode()

    def sort_links(self) -> list[tuple[Head, str, str]]:
        """Return each head, the address that sorts by it, and how it is sorted now."""
        return [(head, *self._sort_link(head)) for head in self.heads]

    @property
    def is_narrowed(self) -> bool:
        """Return whether something is asked for that could find nothing."""
        return bool(self.typed or self.late == "1" or any(f.is_on for f in self.filters))

    def _all_late(self) -> int | None:
        """Return how many are late in all, None on a narrowed list: that would count all again."""
        return None if self.is_narrowed or self.selection is not None else self.late_count

    def _sort_link(self, head: Head) -> tuple[str, str]:
        if not head.key:
            return "", ""
        is_up, is_down = self.sort == head.key, self.sort == f"-{head.key}"
        target = f"-{head.key}" if is_up else head.key
        state = "ascending" if is_up else "descending" if is_down else ""
        return f"?{self.query(sort=target, page=None)}", state

    def _row(self, record: Any) -> Row:
        parts = {"code": self.register.code, "pk": record.pk}
        columns = zip(self.register.columns, self.heads, strict=True)
        cells = [cell(self.register, record, c, self.calendar, h.title) for c, h in columns]
        return Row(record, reverse("register-detail", kwargs=parts), cells)

    def _order(self) -> tuple[str, ...]:
        return (self.sort,) if self.sort else order_of(self.register)

    @cached_property
    def _late_q(self) -> Any:
        return due_before(self.register, self.calendar.today, self.calendar)
