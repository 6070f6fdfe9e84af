"""The scale that a new town starts with; everything in it is the town's to change."""

from decimal import Decimal

from django.db import transaction

from yakuba.core.evaluation.models import Grade, GradeBand, Mark, Scale
from yakuba.core.indicators.models import Attainment
from yakuba.kernel.fiscal import FiscalYear

Bound = Decimal | None
Bands = dict[str, tuple[Bound, Bound]]

HUNDRED, NEARLY, POINTS = Decimal(100), Decimal(90), Decimal("-0.5")
PERCENT = (Attainment.RATIO, Attainment.PROGRESS)

GRADES = (
    ("done", "達成", "Achieved", Mark.DONE, "目標に届いた", "Target reached"),
    (
        "near",
        "おおむね達成",
        "Nearly achieved",
        Mark.NEAR,
        "目標の90％以上。率では0.5ポイント以内",
        "At least 90 % of the target; rates within 0.5 points",
    ),
    ("miss", "未達", "Missed", Mark.MISS, "それより下", "Below that"),
)


def _bands(code: str) -> Bands:
    percent: dict[str, tuple[Bound, Bound]] = {
        "done": (HUNDRED, None),
        "near": (NEARLY, HUNDRED),
        "miss": (None, NEARLY),
    }
    points: dict[str, tuple[Bound, Bound]] = {
        "done": (Decimal(0), None),
        "near": (POINTS, Decimal(0)),
        "miss": (None, POINTS),
    }
    met: Bands = {"done": (Decimal(1), None), "miss": (None, Decimal(1))}
    found: Bands = {way: percent[code] for way in PERCENT}
    found[Attainment.GAP] = points[code]
    if code in met:
        found[Attainment.MET] = met[code]
    return found


@transaction.atomic
def make_three_grades(from_fy: FiscalYear) -> Scale:
    """Store the scale 達成 / おおむね達成 / 未達 and return it."""
    scale = Scale(name="三段階", name_en="Three grades", from_fy=from_fy)
    scale.save()
    for position, (code, word, word_en, mark, rule, rule_en) in enumerate(GRADES, 1):
        grade = Grade(scale=scale, code=code, word=word, word_en=word_en, mark=mark)
        grade.position, grade.rule, grade.rule_en = position, rule, rule_en
        grade.save()
        for attainment, (low, high) in _bands(code).items():
            GradeBand(grade=grade, attainment=attainment, low=low, high=high).save()
    return scale
