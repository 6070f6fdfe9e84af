"""What the engine answers, as the contract has it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from yakuba.engines.levelling.problem import Plan
from yakuba.engines.levelling.proofs import Proof
from yakuba.engines.levelling.replay import Replay

SOLVED, INFEASIBLE, STOPPED = "solved", "infeasible", "stopped"


@dataclass(slots=True)
class Result:
    """An answer: a plan with its bound, a proof that there is none, or only a bound."""

    status: str
    compiled: bool
    limited: bool
    seconds: float = 0.0
    bound: float | None = None
    plan: Plan = field(default_factory=dict)
    played: Replay | None = None
    proof: Sequence[Proof] = ()
    tightest: dict[str, Any] | None = None

    @property
    def gap(self) -> float | None:
        """Return (objective - bound) / objective of a plan; None without one."""
        if self.played is None or self.bound is None:
            return None
        objective = self.played.objective
        return (objective - self.bound) / objective if objective else 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the document of the contract, with the hash of everything but the seconds."""
        document = self._facts() | {"compiled": self.compiled, "limited": self.limited}
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).hexdigest()
        return document | {"seconds": round(self.seconds, 3), "hash": digest}

    def _facts(self) -> dict[str, Any]:
        if self.status == INFEASIBLE:
            proof = [asdict(each) for each in self.proof]
            return {"status": self.status, "proof": proof}
        if self.played is None:
            return {"status": self.status, "bound": self.bound, "tightest": self.tightest}
        plan = [
            {"asset": asset, "works": [{"year": year, "kind": kind} for year, kind in works]}
            for asset, works in self.plan.items()
            if works
        ]
        return {
            "status": self.status,
            "objective": self.played.objective,
            "bound": self.bound,
            "gap": self.gap,
            "flat_line": self.played.flat_line,
            "plan": plan,
            "spending": self.played.spending,
            "works_per_year": self.played.works_per_year,
        }
