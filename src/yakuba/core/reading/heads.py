"""What the columns of a table hold: from the words of its head, and from how its cells merge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from yakuba.core.reading.document import Cell, Table
from yakuba.core.reading.marks import is_mark
from yakuba.core.reading.sections import is_owner_text
from yakuba.core.reading.stages import are_years, is_named_year, year_in
from yakuba.core.reading.texts import fold

_FEWEST_ROWS: Final = 3

Grid = list[list[Cell | None]]


class Role(StrEnum):
    """What a column holds."""

    LEVEL = "level"
    CODE = "code"
    TITLE = "title"
    OWNER = "owner"
    YEAR = "year"
    NOTE = "note"
    WHEN = "when"
    TEXT = "text"


CODE_WORD: Final = re.compile(
    r"(?:実施計画|実施|計画|管理|項目|取組|取り組み|整理|事業|通し|施策)?(?:№|No\.?|NO\.?|no\.?|番号|コード)|項番|連番|通番|[#＃]"
)
_UNIT: Final = "課|部署|部局|課等|部課|所属|課室|課局|部課等|課・室|課名|主体|者|組織|機関|室|係"
OWNER_WORD: Final = re.compile(
    rf"(?:主な|主)?(?:担当|所管|主管|主担当)(?:{_UNIT})?|(?:関係|推進|実施|取組)(?:{_UNIT})"
    r"|課名|部署名?|課・?[係室]名?|所属"
)
NOTE_WORD: Final = re.compile("備考|摘要|特記事項|変更(?:点|内容|履歴)?|備考欄|その他")
LEVEL_WORD: Final = re.compile(
    "(?:大|中|小|細)(?:区分|項目|分類|柱|施策)|区分|分野|分類|(?:改革の)?柱|体系|視点|戦略|重点(?:項目|目標|施策|課題|分野|戦略)"
    "|(?:基本|推進|改革)?(?:目標|方針|方策|施策|方向性?|課題|視点|政策)|基本(?:項目|施策|方向)|(?:主要|重要)(?:項目|施策)|テーマ"
    "|推進項目|改革項目|政策|施策名|目標名|章|節"
)
# Titles of items, the surest first.
TITLE_WORDS: Final = tuple(
    map(
        re.compile,
        (
            "(?:実施計画|取組|取り組み|実施|具体的取組|取組み)(?:項目名?|名称?|事項|事業名?)|具体的な?(?:取組|取り組み|施策|方策|項目|内容|事項)(?:項目|名)?",
            "(?:項目|事業|件|計画|改革|推進|改善)(?:名称?|事項)|計画項目|改革事項|見直し項目|推進事項|詳細|(?:個別|アクション)(?:項目|プラン|施策|事業)",
            "項目|事業|事項|取組|取り組み|取組み|名称|題名|件名|実施内容|推進項目|改革項目|主な取組|取組の?内容",
        ),
    )
)
TEXT_WORD: Final = re.compile(
    ".*(?:内容|概要|目的|現状|課題|効果|目標値|指標|説明|進捗|実績|評価|状況|方法|理由|金額|見込|期限|時期|年度別?計画|年次計画|スケジュール|工程|到達目標|数値目標|成果|年度)"
)
_RESULT: Final = re.compile("実績|決算|効果額|達成|進捗|評価")


@dataclass(frozen=True, slots=True)
class Layout:
    """The role of each column; of years also what is printed at their head."""

    roles: tuple[Role, ...]
    years: tuple[str | None, ...]
    head: tuple[tuple[str, ...], ...]
    first_row: int

    def columns(self, role: Role) -> list[int]:
        """Return the columns with a role."""
        return [column for column, mine in enumerate(self.roles) if mine is role]


def is_head_word(text: str) -> bool:
    """Return whether a cell says what stands below or beside it."""
    word = folded_head(text)
    if is_named_year(word):
        return False
    known = (CODE_WORD, OWNER_WORD, NOTE_WORD, LEVEL_WORD, *TITLE_WORDS)
    return any(pattern.fullmatch(word) for pattern in known) or (
        len(word) <= 12 and TEXT_WORD.fullmatch(word) is not None
    )


def folded_head(text: str) -> str:
    """Return the text of a head cell for comparing, without what stands in brackets behind it."""
    return re.sub(r"(?<=.)[(（].*[)）]$", "", fold(text)).strip("【】[]〔〕<>〈〉◆■●:")


def layout_of(table: Table, grid: Grid) -> Layout | None:
    """Return the columns of a table of items, or None if it is none."""
    for row in range(table.height):
        depth = _head_depth(grid, row)
        if depth:
            return _layout(grid, row, row + depth)
    return _without_head(grid)


def _without_head(grid: Grid) -> Layout | None:
    """Return the columns of a table without a head: marks, titles and sections by what they are."""
    rows = [row for row in grid if len(_texts(row)) > 2]
    if len(rows) < _FEWEST_ROWS:
        return None
    roles: list[Role | None] = [None] * len(grid[0])
    for column in range(len(roles)):
        texts = [cell.text for row in rows if (cell := row[column]) and cell.text.strip()]
        for role, is_one in ((Role.CODE, is_mark), (Role.OWNER, is_owner_text)):
            if role not in roles and texts and sum(map(is_one, texts)) * 10 >= len(rows) * 8:
                roles[column] = role
    if Role.CODE not in roles or Role.OWNER not in roles:
        return None
    between = range(roles.index(Role.CODE) + 1, roles.index(Role.OWNER))
    if not between:
        return None
    roles[between[0]] = Role.TITLE
    return Layout(tuple(r or Role.TEXT for r in roles), (None,) * len(roles), (), 0)


def _texts(row: Sequence[Cell | None]) -> list[str]:
    """Return the texts of a row, each merged cell once."""
    seen: list[Cell] = []
    for cell in row:
        if cell is not None and cell.text.strip() and not any(cell is other for other in seen):
            seen.append(cell)
    return [cell.text for cell in seen]


def _head_depth(grid: Grid, row: int) -> int:
    texts = _texts(grid[row])
    if len(texts) < 2:
        return 0
    words = [text for text in texts if is_head_word(text)]
    years = [text for text in texts if year_in(text) and not is_head_word(text)]
    years = years if are_years(years) or any(map(is_named_year, years)) else []
    main = (OWNER_WORD, CODE_WORD, LEVEL_WORD, *TITLE_WORDS)
    named = [w for w in words if any(p.fullmatch(folded_head(w)) for p in main)]
    if len(named) < 2 or 3 * (len(words) + len(years)) < 2 * len(texts):
        return 0
    cells = [cell for cell in grid[row] if cell is not None and cell.text.strip()]
    depth = max(cell.row + min(cell.height, 3) for cell in cells) - row
    while row + depth < len(grid) and _is_sub_head(grid[row + depth]):
        depth += 1
    return depth


def _is_sub_head(row: Sequence[Cell | None]) -> bool:
    """Return whether a row below a head goes on with it: years, or words of heads only."""
    texts = _texts(row)
    return bool(texts) and (are_years(texts) or all(is_head_word(t) for t in texts))


def _layout(grid: Grid, top: int, first_row: int) -> Layout:
    width = len(grid[0])
    heads = [_column_head(grid, top, first_row, column) for column in range(width)]
    years = _years(heads)
    roles = [Role.YEAR if year else _role(head) for head, year in zip(heads, years, strict=True)]
    _choose_codes(grid, first_row, roles, heads)
    _choose_owner(grid, first_row, roles)
    _choose_when(grid, first_row, roles)
    _choose_title(grid, first_row, roles, heads)
    head = tuple(tuple(_texts(row)) for row in grid[top:first_row])
    return Layout(tuple(r or Role.TEXT for r in roles), tuple(years), head, first_row)


def _column_head(grid: Grid, top: int, bottom: int, column: int) -> list[str]:
    cells = (row[column] for row in grid[top:bottom])
    texts = (cell.text for cell in cells if cell is not None and cell.text.strip())
    return list(dict.fromkeys(texts))


def _years(heads: Sequence[Sequence[str]]) -> list[str | None]:
    years: list[str | None] = []
    for head in heads:
        found = next((year for text in reversed(head) if (year := year_in(text))), None)
        results = any(_RESULT.search(text) for text in head)
        years.append(None if results else found)
    named = [year for year in years if year]
    return (
        years
        if are_years(list(dict.fromkeys(named)))
        else [year if year and is_named_year(year) else None for year in years]
    )


def _role(head: Sequence[str]) -> Role | None:
    """Return the role that the words of a head give; None where only the cells can say."""
    for text in reversed(head):
        word = folded_head(text)
        for pattern, role in (
            (CODE_WORD, Role.CODE),
            (OWNER_WORD, Role.OWNER),
            (NOTE_WORD, Role.NOTE),
        ):
            if pattern.fullmatch(word):
                return role
    return None


def _choose_codes(
    grid: Grid, first_row: int, roles: list[Role | None], heads: Sequence[Sequence[str]]
) -> None:
    """Find columns without a head that hold nothing but marks."""
    for column, role in enumerate(roles):
        if role is not None or heads[column]:
            continue
        texts = [c.text for row in grid[first_row:] if (c := row[column]) and c.text.strip()]
        if texts and sum(map(is_mark, texts)) * 10 >= len(texts) * 8:
            roles[column] = Role.CODE


def _choose_owner(grid: Grid, first_row: int, roles: list[Role | None]) -> None:
    """Find the sections by what the cells say where no head names them."""
    if Role.OWNER in roles:
        return
    for column, role in enumerate(roles):
        if role is not None:
            continue
        texts = [c.text for row in grid[first_row:] if (c := row[column]) and c.text.strip()]
        owners = sum(1 for text in texts if is_owner_text(text))
        if len(texts) > 1 and owners * 10 >= len(texts) * 6:
            roles[column] = Role.OWNER
            return


def _choose_when(grid: Grid, first_row: int, roles: list[Role | None]) -> None:
    """Find a column whose cells are years: then an item has one row for each."""
    for column, role in enumerate(roles):
        texts = [c.text for row in grid[first_row:] if (c := row[column]) and c.text.strip()]
        if role is None and len(texts) > 2 and all(map(is_named_year, texts)):
            roles[column] = Role.WHEN
            return


def _choose_title(
    grid: Grid, first_row: int, roles: list[Role | None], heads: Sequence[Sequence[str]]
) -> None:
    """Find the column of the items; what stands left of it are the levels above."""
    free = [column for column, role in enumerate(roles) if role is None and heads[column]]
    if not free:
        return
    if Role.WHEN in roles:
        before = [column for column in free if column < roles.index(Role.WHEN)] or free
        title = _named_title(before, heads) or before[-1]
    else:
        title = _title_column(grid, first_row, roles, heads, free)
    for column in free:
        word = folded_head(heads[column][-1])
        is_level = LEVEL_WORD.fullmatch(word) or _is_merged(grid, first_row, column)
        if column == title:
            roles[column] = Role.TITLE
        elif column < title and is_level:
            roles[column] = Role.LEVEL
        else:
            roles[column] = Role.TEXT


def _named_title(columns: Sequence[int], heads: Sequence[Sequence[str]]) -> int | None:
    for pattern in TITLE_WORDS:
        for column in columns:
            if pattern.fullmatch(folded_head(heads[column][-1])):
                return column
    return None


def _title_column(
    grid: Grid,
    first_row: int,
    roles: Sequence[Role | None],
    heads: Sequence[Sequence[str]],
    free: Sequence[int],
) -> int:
    words = {column: folded_head(heads[column][-1]) for column in free}
    single = [c for c in free if not _is_merged(grid, first_row, c)]
    codes = [c for c, role in enumerate(roles) if role is Role.CODE]
    behind = [c for c in single if codes and codes[-1] < c]
    is_own_code = bool(codes) and not _is_merged(grid, first_row, codes[-1])
    if is_own_code and behind and not LEVEL_WORD.fullmatch(words[behind[0]]):
        return behind[0]
    pool = single or list(free)
    for pattern in TITLE_WORDS:
        named = [
            c for c in pool if pattern.fullmatch(words[c]) and not _is_level(words[c], pool, c)
        ]
        if named:
            return named[0]
    other = [c for c in pool if not LEVEL_WORD.fullmatch(words[c])]
    plain = [c for c in other if not TEXT_WORD.fullmatch(words[c])]
    return (plain or other or pool[-1:])[0]


def _is_level(word: str, pool: Sequence[int], column: int) -> bool:
    """Return whether a word of levels (推進項目) is one here: others follow it."""
    return bool(LEVEL_WORD.fullmatch(word)) and any(other > column for other in pool)


def _is_merged(grid: Grid, first_row: int, column: int) -> bool:
    """Return whether cells of a column reach over several rows, or stand only in some."""
    cells = [row[column] for row in grid[first_row:] if len(_texts(row)) > 1]
    if any(cell is not None and cell.height > 1 and cell.row >= first_row for cell in cells):
        return True
    blank = sum(1 for cell in cells if cell is None or not cell.text.strip())
    is_sparse = blank * 5 >= len(cells)
    texts = [cell.text for cell in cells if cell is not None and cell.text.strip()]
    runs = 1 + sum(1 for before, text in pairwise(texts) if before != text)
    return (is_sparse and bool(texts)) or (len(texts) > 2 and runs * 10 < len(texts) * 7)
