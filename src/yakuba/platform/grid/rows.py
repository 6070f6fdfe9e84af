"""The rows of a grid: one form a row, each stored by the one way in, with its own version."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from yakuba.platform.registers.cells import Cell, cell
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.dues import Calendar
from yakuba.platform.registers.editing import Editing
from yakuba.platform.registers.facts import form_fields, key_of, label
from yakuba.platform.registers.forms import OWN, RecordForm, form_class, stored_values
from yakuba.platform.registers.lists import Listing
from yakuba.platform.registers.scope import may, rows
from yakuba.platform.ui.once import new_key
from yakuba.platform.ui.rows import share_choices, table_field

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

EMPTY_ROWS: Final = 5


@dataclass(slots=True)
class GridRow:
    """A row to write in, or, where the person may not write it, only to read."""

    name: str
    title: str
    form: RecordForm | None
    record: Any = None
    told: tuple[Cell, ...] = ()

    @property
    def cells(self) -> list[forms.BoundField]:
        """Return the fields that are columns."""
        form = self.form
        return [] if form is None else [form[name] for name in form.fields if name not in OWN]

    @property
    def reason(self) -> forms.BoundField | None:
        """Return the cell for the reason of a change, None where nothing can be written."""
        return None if self.form is None else self.form["reason"]


class Grid:
    """The grid of a register's view for one actor."""

    def __init__(self, register: Register, actor: "Actor", asked: QueryDict) -> None:
        self.register = register
        self.actor = actor
        self.listing = Listing(register, actor, asked)
        self.form_class = form_class(register, table_field)

    @property
    def columns(self) -> list[str]:
        """Return the titles of the columns."""
        return [str(f.label) for n, f in self.form_class.base_fields.items() if n not in OWN]

    @property
    def key(self) -> list[str]:
        """Return the titles of the columns by which a pasted row is found again."""
        return [label(self.register, name) for name in key_of(self.register)]

    def rows(self, sent: "GridRow | None" = None) -> list[GridRow]:
        """Return the rows of the page, then empty ones; `sent` stands in the place of its own."""
        start = self.listing.page.start_index() or 1
        numbered = enumerate(self.listing.page_records(), start)
        found = [self._stored(record, number) for number, record in numbered]
        found += [self._empty(n) for n in range(EMPTY_ROWS)]
        if sent is not None:
            found = [self._instead(row, sent) for row in found]
        share_choices([row.form for row in found if row.form is not None])
        return found

    def sent_row(self, data: QueryDict) -> GridRow:
        """Return the row that was sent.

        :raises Http404: if it is no row of the actor's
        """
        name = data.get("row", "")
        kind, _mark, number = name.partition("-")
        if kind == "new" and number.isdecimal():
            return GridRow(name, _new_title(int(number)), self._form(name, data=data))
        if kind != "row" or not number.isdecimal():
            raise Http404
        record = rows(self.register, self.actor).filter(pk=number).first()
        if record is None:
            raise Http404
        return GridRow(name, str(record), self._form(name, record, data), record)

    def editing(self, row: GridRow) -> Editing:
        """Return what stores the row."""
        return Editing(self.register, self.actor, row.record)

    def _stored(self, record: Any, number: int) -> GridRow:
        title = _("%(row)s行目") % {"row": number}
        name = f"row-{record.pk}"
        if may(self.actor, self.register.actions.write, self.register, record) is not None:
            calendar = Calendar()
            names = form_fields(self.register)
            told = tuple(cell(self.register, record, one, calendar) for one in names)
            return GridRow(name, title, None, record, told)
        return GridRow(name, title, self._form(name, record), record)

    def _empty(self, number: int) -> GridRow:
        name = f"new-{number}"
        return GridRow(name, _new_title(number), self._form(name))

    def _instead(self, row: GridRow, sent: GridRow) -> GridRow:
        if row.name != sent.name:
            return row
        return GridRow(row.name, row.title, sent.form, sent.record)

    def _form(self, name: str, record: Any = None, data: QueryDict | None = None) -> RecordForm:
        first: dict[str, Any] = {"once": new_key()}
        if record is not None:
            first = stored_values(self.register, record) | {"version": record.version}
        made = self.form_class(data, initial=first, prefix=name)
        for field in made.fields.values():
            field.widget.attrs["form"] = f"f-{name}"
        return made


def _new_title(number: int) -> str:
    return _("新しい行%(row)s") % {"row": number + 1}
