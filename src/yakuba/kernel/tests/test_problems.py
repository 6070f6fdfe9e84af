import pytest

from yakuba.kernel.problems import Problem, YakubaError

LATE = Problem("late", "期限を過ぎています。", "事務局に知らせてください。", place="C12")
EMPTY = Problem("empty", "実績がありません。")


def test_error_carries_its_problems_and_says_them_all():
    with pytest.raises(YakubaError) as caught:
        raise YakubaError(LATE, EMPTY)

    assert caught.value.problems == (LATE, EMPTY)
    assert str(caught.value) == (
        "期限を過ぎています。事務局に知らせてください。\n実績がありません。"
    )


def test_subclass_is_caught_as_yakuba_error():
    class RoundClosedError(YakubaError):
        pass

    with pytest.raises(YakubaError, match="実績がありません。"):
        raise RoundClosedError(EMPTY)
