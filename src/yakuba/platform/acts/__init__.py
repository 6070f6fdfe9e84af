"""Acts: what staff do to a record by a small form of its own, declared in a table.

A flow's plain steps need no more than a button; an act has a title, the fields that it asks for and
the function of the module that does it.  `Page` makes of them the page of a record and the address
that takes the forms:

    PAGE = Page(register=VOICES, acts=(Act("merge", _("まとめる"), handling.merge, {...}), …), …)
"""

from yakuba.platform.acts.declaration import Act, Page
from yakuba.platform.acts.groups import Group, grouped

__all__ = ["Act", "Group", "Page", "grouped"]
