"""The snapshot: everything that any paper of an edition prints, as one canonical JSON."""

from yakuba.core.publication.snapshot.build import build, outline
from yakuba.core.publication.snapshot.check import check
from yakuba.core.publication.snapshot.rows import Cover

__all__ = ["Cover", "build", "check", "outline"]
