"""A new module from templates: its folder, and the lines that the house asks for elsewhere."""

import keyword
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from yakuba.kernel.problems import Problem, YakubaError

TEMPLATES: Final = Path(__file__).parent / "module"
NAME: Final = re.compile(r"[a-z][a-z0-9]{2,19}")
RECORD: Final = re.compile(r"[A-Z][A-Za-z0-9]{2,19}")
TITLE: Final = re.compile(r"[^\x00-\x7f\s]{1,20}")
TERM: Final = re.compile(r"^\| ([^|]+) \| `(\w+)` \|.*$", re.M)


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: lending, Loan, 貸出."""

    name: str
    record: str
    title: str

    @property
    def words(self) -> dict[str, str]:
        """Return what stands for each $word of the templates."""
        return {
            "name": self.name,
            "Name": self.name.capitalize(),
            "Record": self.record,
            "record": self.record.lower(),
            "REGISTER": f"{self.record.upper()}_REGISTER",
            "title": self.title,
        }


def make(order: Order, root: Path) -> list[Path]:
    """Write the module into a checkout and return the files that were written or changed.

    All or nothing: when a step fails, the checkout is as it was.

    :raises YakubaError: if a name cannot be used; the problem names it and what is allowed
    """
    check(order, root)
    folder = root / "src/yakuba/modules" / order.name
    changed = edits(order, root)
    before = {path: path.read_bytes() for path in changed}
    try:
        for path, text in pages(order):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        for path, content in changed.items():
            path.write_bytes(content)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in before.items():
            path.write_bytes(content)
        raise
    return [*sorted(folder.rglob("*.py")), *changed]


def check(order: Order, root: Path) -> None:
    """Do nothing if the names can be used.

    :raises YakubaError: if one cannot
    """
    terms = TERM.findall((root / "docs/reference/glossary.md").read_text(encoding="utf-8"))
    if not NAME.fullmatch(order.name) or keyword.iskeyword(order.name):
        raise _refusal("name", order.name, "3 to 20 small letters and digits, such as lending")
    if order.name in _taken(root):
        raise _refusal("name", order.name, "a name that no package of the house has yet")
    if not RECORD.fullmatch(order.record):
        raise _refusal("record", order.record, "a class name of 3 to 20 letters, such as Loan")
    if order.record in {code for _word, code in terms}:
        raise _refusal("record", order.record, "a class that the glossary does not hold yet")
    if not TITLE.fullmatch(order.title):
        raise _refusal("title", order.title, "1 to 20 Japanese characters, such as 貸出")
    if order.title in {word for word, _code in terms}:
        raise _refusal("title", order.title, "a term that the glossary does not hold yet")


def pages(order: Order) -> Iterator[tuple[Path, str]]:
    """Yield each file of the module, by its path inside the folder."""
    for template in sorted(TEMPLATES.rglob("*.txt")):
        text = Template(template.read_text(encoding="utf-8")).substitute(order.words)
        yield template.relative_to(TEMPLATES).with_suffix(""), text


def edits(order: Order, root: Path) -> dict[Path, bytes]:
    """Return the files outside the folder with the module's lines in them."""
    found: dict[Path, bytes] = {}
    for path, change in _CHANGES.items():
        text = (root / path).read_text(encoding="utf-8")
        changed = change(text, order)
        if changed == text:
            raise YakubaError(Problem("module.place", f"{path}: no place for the module's line."))
        found[root / path] = changed.encode()
    catalog = root / "src/yakuba/locale/en/LC_MESSAGES/django.po"
    found[catalog] = _translated(catalog.read_bytes(), _english(order))
    return found


def _taken(root: Path) -> set[str]:
    floors = (root / "src/yakuba").glob("*/*/")
    return {folder.name for folder in floors} | {"admin", "auth", "account", "sessions"}


def _refusal(option: str, value: str, allowed: str) -> YakubaError:
    message = f"{option}={value or '(empty)'} cannot be used; allowed: {allowed}."
    return YakubaError(Problem("module.names", message))


def _installed(text: str, order: Order) -> str:
    line = f'    "yakuba.modules.{order.name}",\n'
    return text.replace('    "yakuba.site",\n', f'{line}    "yakuba.site",\n', 1)


def _pure(text: str, order: Order) -> str:
    line = f', "yakuba.modules.{order.name}.rules"]'
    return re.sub(r'(source_modules = \["yakuba\.kernel"[^\]]*)\]', rf"\1{line}", text, count=1)


def _glossary(text: str, order: Order) -> str:
    *_rest, last = TERM.finditer(text)
    row = f"\n| {order.title} | `{order.record}` | One case of {order.title}. |"
    return text[: last.end()] + row + text[last.end() :]


def _reference(text: str, order: Order) -> str:
    return (
        f"{text.rstrip()}\n\n## `{order.name}.on-time`\n\n"
        f"Share of the records done in time (期限内に終えた割合（{order.title}）), in percent. "
        f"Better: up. Register:\n`{order.name}.{order.record.lower()}`.\n\n"
        "- Numerator: records done on or before the due date.\n"
        "- Denominator: records that were done, or whose due date has passed.\n"
        "- Left out: still open inside its limit.\n"
    )


_CHANGES: Final = {
    "src/yakuba/site/settings.py": _installed,
    "pyproject.toml": _pure,
    "docs/reference/glossary.md": _glossary,
    "docs/reference/indicators.md": _reference,
}


def _english(order: Order) -> Mapping[str, str]:
    title, words = order.title, _spaced(order.record)
    return {
        title: words,
        f"{title}台帳": f"Register: {words}",
        f"期限内に終えた割合（{title}）": f"Share done in time ({words})",
        "期限が過ぎたか終えたもののうち、期限内に終えた割合": (
            "Of those done or past their due date, the share done in time"
        ),
        "期限内に終えたもの": "Done in time",
        "期限が過ぎたか終えたもの": "Done, or past the due date",
        "終えるまで": "Until done",
        "終える": "Finish",
        "終えた日": "Done on",
        "受付日": "Received on",
        "件名": "Subject",
        "担当課": "Section in charge",
        "状態": "State",
        "受付": "Received",
        "済み": "Done",
    }


def _spaced(record: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", record).capitalize()


def _translated(content: bytes, english: Mapping[str, str]) -> bytes:
    """Return the catalog with the texts that it does not hold yet, in its own order."""
    from yakuba.site import messages

    catalog = messages.read(content)
    for text, words in english.items():
        if text not in catalog:
            catalog.add(text, words)
    return messages.as_bytes(catalog)
