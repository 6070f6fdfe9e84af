"""The way back of `exporting`: the lines of one town into an empty installation."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import IntegrityError, connection, models, transaction

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site.exporting import SECRET_FIELDS, exported_models

NOT_EMPTY = Problem(
    "import.not-empty",
    "この町にはもうデータがあります。",
    "YAKUBA_HOME で別の空のフォルダーを指定してください。",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file: where it stands, its table and its fields."""

    number: int
    model: type[models.Model]
    row: dict[str, Any]


def read(text: str) -> list[Line]:
    """Return the records of an export; nothing is stored.

    :raises YakubaError: naming the first line that is none, or holds an unknown table or field.
    """
    tables = {model._meta.label_lower: model for model in exported_models()}
    written = enumerate(text.split("\n"), start=1)  # not at U+2028
    found = [_read(number, line, tables) for number, line in written if line.strip()]
    if not found:
        raise _refusal(1, "記録が1行もありません", "`yakuba export --all` の結果を渡してください。")
    return found


def store(lines: Iterable[Line]) -> int:
    """Store all records, or none; return how many.

    :raises YakubaError: if the installation is not empty, or a record cannot be stored.
    """
    with transaction.atomic():
        if any(model._base_manager.exists() for model in exported_models()):
            raise YakubaError(NOT_EMPTY)
        count = 0
        for line in lines:
            _store(line)
            count += 1
        try:
            connection.check_constraints()
        except IntegrityError as broken:
            message = f"記録のつながりが切れています（{broken}）。"
            fix = "書き出したファイルが全部そろっているか確かめてください。"
            raise YakubaError(Problem("import.broken", message, fix)) from broken
        _continue_numbers()
    _index_search()
    return count


def _read(number: int, line: str, tables: dict[str, type[models.Model]]) -> Line:
    fix = "`yakuba export --all` の結果を、そのまま渡してください。"
    try:
        document = json.loads(line)
        table, row = document["table"], document["row"]
        names = row.keys()
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise _refusal(number, "書き出した記録ではありません", fix) from wrong
    if table not in tables:
        raise _refusal(number, f"表「{table}」はこの版にありません", _other_version())
    known = {field.attname for field in _fields(tables[table])}
    if differing := sorted(names ^ known):
        said = "、".join(differing[:5])
        raise _refusal(number, f"表「{table}」の項目が合いません（{said}）", _other_version())
    return Line(number, tables[table], row)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    label = model._meta.label_lower
    return [f for f in model._meta.concrete_fields if f"{label}.{f.name}" not in SECRET_FIELDS]


def _store(line: Line) -> None:
    """Store one record as it is: no history, no new version, no new time.

    :raises YakubaError: if the database refuses it, with its line.
    """
    record = line.model()
    try:
        for field in _fields(line.model):
            setattr(record, field.attname, _value(field, line.row[field.attname]))
        if hasattr(record, "set_unusable_password"):
            record.set_unusable_password()
        with transaction.atomic():
            record.save_base(raw=True, force_insert=True)
    except (ValidationError, IntegrityError, ValueError, TypeError) as wrong:
        label = line.model._meta.label_lower
        said = f"表「{label}」に保存できません（{str(wrong).splitlines()[0]}）"
        raise _refusal(line.number, said, "この行を確かめてください。") from wrong


def _value(field: models.Field[Any, Any], plain: Any) -> Any:
    if isinstance(field, models.BinaryField) and plain is not None:
        return bytes.fromhex(plain)
    return plain if isinstance(field, models.JSONField) else field.to_python(plain)


def _continue_numbers() -> None:
    """Let new records be numbered after the imported ones (PostgreSQL; SQLite does it alone)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), exported_models()):
            cursor.execute(statement)


def _index_search() -> None:
    """Make anew what the search knows, which is derived and therefore not exported."""
    from yakuba.platform.registers.indexing import reindex
    from yakuba.platform.registers.registry import all_registers

    for register in all_registers():
        reindex(register)


def _refusal(number: int, what: str, fix: str) -> YakubaError:
    place = f"{number}行目"
    return YakubaError(Problem("import.line", f"{place}：{what}。", fix, place))


def _other_version() -> str:
    return "書き出したときと同じ版のプログラムで読み込んでください。"
