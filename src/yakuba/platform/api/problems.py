"""What the API answers when something is wrong: problems as JSON, the same words as on screens."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers.merging import Clash
from yakuba.platform.ui.sentences import spoken_problem

Json = dict[str, Any]
JAPANESE: Final[Json] = {"ensure_ascii": False}


def document(problems: Iterable[Problem], **more: Any) -> Json:
    """Return the problems as the JSON document of an answer."""
    return {"problems": [asdict(spoken_problem(problem)) for problem in problems]} | more


def answer(status: int, *problems: Problem, **more: Any) -> JsonResponse:
    """Return the answer that says what is wrong."""
    return JsonResponse(document(problems, **more), status=status, json_dumps_params=JAPANESE)


class Clashes(YakubaError):  # noqa: N818 (a fact, not a fault)
    """Two people changed the same field; nothing was stored."""

    def __init__(self, version: int, clashes: list[Clash]) -> None:
        message = _("ほかの人も、同じところを直しました。")
        fix = _("相手の値を見て決め、いまの版の番号を付けてもう一度送ってください。")
        super().__init__(Problem("record.conflict", message, fix))
        self.version = version
        self.clashes = [asdict(c) | {"field": c.name.removeprefix("choose-")} for c in clashes]


def refusal(failure: Http404 | YakubaError) -> JsonResponse:
    """Return the answer to a failure that was to be expected."""
    if isinstance(failure, Http404):
        return answer(404, missing())
    if isinstance(failure, Clashes):
        more = {"version": failure.version, "clashes": failure.clashes}
        return answer(409, *failure.problems, **more)
    return answer(403 if isinstance(failure, Forbidden) else 422, *failure.problems)


def refuse_unknown(asked: Iterable[str], known: Collection[str]) -> None:
    """Do nothing if all parameters are known.

    :raises YakubaError: if one is not
    """
    unknown = sorted(set(asked) - set(known))
    if unknown:
        message, fix = _("「%(name)s」という条件はありません。"), _("あるもの：%(known)s")
        words = {"known": "、".join(known)}
        raise YakubaError(
            *(Problem("api.parameter", message % {"name": n}, fix % words, n) for n in unknown)
        )


def missing() -> Problem:
    """Return the problem of an address behind which nothing stands."""
    return Problem("api.missing", _("その記録はありません。"), _("番号を確かめてください。"))


def sign_in() -> Problem:
    """Return the problem of a caller whom nobody knows."""
    fix = _("ログインしてから、もう一度送ってください。")
    return Problem("api.sign-in", _("ログインしていません。"), fix)


def forged() -> Problem:
    """Return the problem of a change that does not prove where it comes from."""
    fix = _("X-CSRFToken に、この町の画面で受け取った値を入れてください。")
    return Problem("api.csrf", _("この変更がどこから来たか確かめられません。"), fix)


def unreadable(errors: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Return the problems of a body or of parameters that do not fit the schema."""
    found = []
    for error in errors:
        place = ".".join(str(step) for step in error["loc"] if step not in {"body", "query"})
        message = _("「%(place)s」を読めません：%(words)s") % {
            "place": place,
            "words": error["msg"],
        }
        fix = _("形は /api/v1/openapi.json にあります。")
        found.append(Problem("api.unreadable", message, fix, place.rpartition(".")[2] or None))
    return found


def not_yours() -> Problem:
    """Return the problem of a caller whose role has no part in it."""
    fix = _("役割を確かめてください。")
    return Problem("right.missing", _("この操作はできません。いまの役割に含まれていません。"), fix)


def no_such_act() -> Problem:
    """Return the problem of a method that the address does not take; nothing is deleted here."""
    fix = _("できることは /api/v1/openapi.json にあります。消すことはできません。")
    return Problem("api.method", _("このアドレスでは、その操作はできません。"), fix)
