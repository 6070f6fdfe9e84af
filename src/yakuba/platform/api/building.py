"""One NinjaAPI with the operations of every register.  Loads ninja: import inside functions."""

from collections.abc import Callable
from functools import lru_cache
from inspect import Parameter, Signature
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Body, NinjaAPI, Query, Router, Schema, Status
from ninja.errors import ValidationError
from pydantic import Field, create_model

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.api import problems, records, schemas
from yakuba.platform.registers.declaration import Register

VERSION: Final = "1"
OPEN: Final = "open"
REFUSALS: Final = {
    401: schemas.Problems,
    403: schemas.Problems,
    404: schemas.Problems,
    422: schemas.Problems,
}
_POSITIONAL: Final = Parameter.POSITIONAL_OR_KEYWORD
_QUERY: Final[Any] = Query(...)  # type: ignore[type-arg]
_BODY: Final[Any] = Body(...)  # type: ignore[type-arg]
View = Callable[..., Any]


@lru_cache(maxsize=2)
def api_of(registers: tuple[Register, ...]) -> NinjaAPI:
    """Return the API of the registers."""
    with translation.override("ja"):
        made = NinjaAPI(
            title=_("役場の台帳"),
            version=VERSION,
            description=_("open の下は、だれでも。ほかは、ログインした職員が読み書きします。"),
            docs_url=None,
            openapi_url=None,
            urls_namespace=f"api-{id(registers)}",
        )
        made.add_exception_handler(ValidationError, _unreadable)
        made.add_exception_handler(Http404, _refused)
        made.add_exception_handler(YakubaError, _refused)
        for register in sorted(registers, key=lambda one: one.code):
            made.add_router("", _router(register))
    return made


def description(registers: tuple[Register, ...]) -> dict[str, Any]:
    """Return the OpenAPI document."""
    return dict(api_of(registers).get_openapi_schema(path_prefix="/api/v1/"))


def _unreadable(request: HttpRequest, failure: Any) -> HttpResponse:
    return problems.answer(422, *problems.unreadable(failure.errors))


def _refused(request: HttpRequest, failure: Any) -> HttpResponse:
    return problems.refusal(failure)


def _router(register: Register) -> Router:
    router = Router(tags=[str(register.title)])
    names = schemas.shown_names(register)
    one = schemas.record_shape(register)
    own, record = f"/{register.code}", f"/{register.code}/{{int:key}}"
    values = schemas.values_shape(register)
    _add(router, own, "GET", _list(register, names), schemas.page_shape(register, "Page", one))
    _add(router, own, "POST", _create(register, values, names), one, success=201, **CONFLICT)
    _add(router, record, "GET", _read(register, names), one)
    _add(router, record, "PATCH", _change(register, values, names), one, **CONFLICT)
    if register.open_data:
        shown = schemas.open_shape(register)
        page = schemas.page_shape(register, "OpenPage", shown)
        _add(router, f"/{OPEN}/{register.code}", "GET", _open_list(register), page)
        _add(router, f"/{OPEN}/{register.code}/{{number}}", "GET", _open_read(register), shown)
    return router


CONFLICT: Final = {"conflict": True}


def _add(
    router: Router,
    path: str,
    method: str,
    view: View,
    shape: Any,
    *,
    success: int = 200,
    conflict: bool = False,
) -> None:
    answers: dict[int, Any] = {success: shape} | REFUSALS
    if conflict:
        answers[409] = schemas.Conflicts | schemas.Problems
    name = f"{method}{path}".lower().translate(str.maketrans("/.-{}:", "______")).strip("_")
    router.add_api_operation(
        path, [method], view, response=answers, operation_id=name, summary=view.__doc__
    )


def _signed(view: View, says: str, **parameters: Any) -> View:
    """Return the view with the parameters that ninja reads: (type, default) by name."""
    own = [Parameter("request", _POSITIONAL)]
    for name, (annotation, default) in parameters.items():
        own.append(Parameter(name, _POSITIONAL, annotation=annotation, default=default))
    view.__signature__ = Signature(own)  # type: ignore[attr-defined]
    view.__doc__ = says
    return view


_KEY: Final = (int, Parameter.empty)


def _list(register: Register, names: tuple[str, ...]) -> View:
    more: dict[str, Any] = {"q": (str, "")} if register.search else {}
    columns = tuple(c for c in register.columns if isinstance(c, str))
    more["sort"] = schemas.sort_choice(schemas.sort_names(register, columns))
    if register.deadlines:
        more["late"] = (str, Field("", pattern="^(1|first)?$"))
    query = schemas.query_shape(register, "Query", register.filters, **more)

    def view(request: Any, asked: Any) -> Any:
        problems.refuse_unknown(request.GET, query.model_fields)
        return records.page_of(register, request.actor, request.GET, names)

    return _signed(view, _("一覧"), asked=(query, _QUERY))


def _read(register: Register, names: tuple[str, ...]) -> View:
    def view(request: Any, key: int) -> Any:
        return records.record_of(register, request.actor, key, names)

    return _signed(view, _("1件"), key=_KEY)


def _create(register: Register, values: Any, names: tuple[str, ...]) -> View:
    fields: dict[str, Any] = {
        "key": (str, Field(..., min_length=8, max_length=64, description=_ONCE)),
        "reason": (str, ""),
        "values": (values, ...),
    }
    body = create_model(f"{values.__name__}New", __base__=Schema, **fields)

    def view(request: Any, asked: Any) -> Any:
        typed = asked.values.model_dump(exclude_unset=True)
        made = records.create(
            register, request.actor, typed, names, reason=asked.reason, key=asked.key
        )
        if made is None:
            message = _("この内容は、すでに保存されています。")
            again = Problem("api.repeated", message, "", "key")
            return Status(409, problems.document([again]))
        return Status(201, made)

    return _signed(view, _("1件入れる"), asked=(body, _BODY))


_ONCE: Final = "送る人が決める。同じ値で二度送っても、入るのは一度だけ"


def _change(register: Register, values: Any, names: tuple[str, ...]) -> View:
    fields: dict[str, Any] = {"version": (int, ...), "reason": (str, ""), "values": (values, ...)}
    body = create_model(f"{values.__name__}Change", __base__=Schema, **fields)

    def view(request: Any, key: int, asked: Any) -> Any:
        typed = asked.values.model_dump(exclude_unset=True)
        how: dict[str, Any] = {"seen": asked.version, "reason": asked.reason}
        records.change(register, request.actor, key, typed, **how)
        return records.record_of(register, request.actor, key, names)

    return _signed(view, _("直す"), key=_KEY, asked=(body, _BODY))


def _open_list(register: Register) -> View:
    sorts = schemas.sort_names(register, register.open_data)
    names = records.open_filters(register)
    more = {"sort": schemas.sort_choice(sorts)}
    query = schemas.query_shape(register, "OpenQuery", names, **more)

    def view(request: Any, asked: Any) -> Any:
        problems.refuse_unknown(request.GET, query.model_fields)
        return records.open_page(register, request.GET)

    return _signed(view, _("公開する列の一覧"), asked=(query, _QUERY))


def _open_read(register: Register) -> View:
    def view(request: Any, number: str) -> Any:
        return records.open_record(register, number)

    return _signed(view, _("公開する列の1件"), number=(str, Parameter.empty))
