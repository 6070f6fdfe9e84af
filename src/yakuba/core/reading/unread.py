"""What looks like an item and stands nowhere in the tree: told, never dropped in silence."""

from yakuba.core.reading.findings import Findings
from yakuba.core.reading.outline import Branch
from yakuba.core.reading.texts import fold
from yakuba.core.reading.trunk import Trunk, has_owner


def tell_unread(outline: Branch, trunk: Trunk, chapters: Trunk | None, findings: Findings) -> None:
    """Add one finding for each part of the document with items that the tree leaves out.

    Parts that show the same titles again (an overview, the chapters) leave nothing out.
    """
    read = {id(branch) for item in trunk.items for branch in item.walk()}
    titles = {fold(item.heading) for item in trunk.items}
    if chapters is not None:
        read |= {id(branch) for branch in chapters.root.walk()}
    told: set[int] = set()
    for branch in outline.walk():
        parent = id(branch.parent)
        if id(branch) in read or parent in told or fold(branch.heading) in titles:
            continue
        if _is_item_like(branch):
            told.add(parent)
            findings.add("part-unread", branch.place, branch.heading)


def _is_item_like(branch: Branch) -> bool:
    if branch.is_item or branch.owners or branch.actions:
        return branch.parent is not None
    return branch.is_row and branch.mark is not None and has_owner(branch)
