"""Saving one record of a large register: by the service, the form and the API.

The baseline is a bare INSERT of the same columns in a transaction of its own, committed by the
same database in the same way.  What the saving writes beside it: history, search, the audit's
event and its words, the number's counter, and the key against sending twice.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.platform import clock
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Account, Section
from yakuba.platform.registers import services
from yakuba.platform.ui.once import new_key
from yakuba.site.bench.measure import Measured, middle, times

RUNS, WARM_UP = 200, 20
DAY: Final = date(2024, 6, 3)
TEXT: Final = "除雪で寄せた雪が出入口をふさいで困っています"
WORDS: Final = {"channel": "phone", "kind": "request", "topic": "roads", "urgency": "normal"}
FORM: Final = "application/x-www-form-urlencoded"


def measure(client: Client, account: Account, section: Section) -> Iterator[Measured]:
    """Yield the median of each way to save, beside the bare insert."""
    actor = actor_of(account, clock.today())
    values = {**WORDS, "received_on": DAY, "text": TEXT, "section": section}
    key = {"section": section.pk, "text": TEXT}

    def by_service() -> None:
        services.create(VOICES, values, actor=actor)

    def by_form() -> None:
        day = {"received_on_year": 2024, "received_on_month": 6, "received_on_day": 3}
        sent = urlencode({**WORDS, **key, **day, "once": new_key()})
        _expect(302, client.post(f"/staff/r/{VOICES.code}/new", sent, content_type=FORM))

    def by_api() -> None:
        sent = {"values": {**WORDS, **key, "received_on": f"{DAY}"}, "key": new_key()}
        address = f"/api/v1/{VOICES.code}"
        _expect(201, client.post(address, json.dumps(sent), content_type="application/json"))

    bare = middle(times(_bare(section), runs=RUNS, warm_up=WARM_UP))
    ways = {"保存の手続き": by_service, "画面から": by_form, "API から": by_api}
    for what, save in ways.items():
        yield _measured(what, save, bare)


def _measured(what: str, save: Callable[[], None], bare: Any) -> Measured:
    save()  # what is loaded with the first one
    with CaptureQueriesContext(connection) as asked:
        save()
    queries = len(asked)
    return Measured(
        bench="registers",
        what=f"記録1件の保存（検査・履歴・監査つき） {what} 中央値",
        value=middle(times(save, runs=RUNS, warm_up=WARM_UP)),
        unit="ms",
        baseline="同じ欄の裸の INSERT と確定",
        baseline_value=bare,
        aim="3 倍以下",
        note=f"問い合わせ {queries} 件",
    )


def _bare(section: Section) -> Callable[[], None]:
    numbers = iter(range(1, 10**6))

    def act() -> None:
        voice = Voice(**WORDS, received_on=DAY, text=TEXT, section=section, desk=section)
        voice.receipt_no = f"Y-{next(numbers):06d}"
        with transaction.atomic():
            voice.save_base(raw=True, force_insert=True)

    return act


def _expect(status: int, answer: Any) -> None:
    if answer.status_code != status:
        raise RuntimeError(f"{answer.status_code}: {answer.content[:200]!r}")
