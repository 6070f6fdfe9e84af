import pytest

from yakuba.platform.files.kinds import START, TEXT, UNKNOWN, sniff


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("shift", range(4))
def test_text_stays_text_wherever_the_first_bytes_end(tmp_path, encoding, shift):
    file = tmp_path / "plan.txt"
    file.write_bytes(b"x" * shift + ("行財政改革" * START).encode(encoding))

    assert sniff(file, "plan.txt") == TEXT


def test_text_that_ends_inside_a_character_is_no_text(tmp_path):
    file = tmp_path / "plan.txt"
    file.write_bytes(b"plan \x81")

    assert sniff(file, "plan.txt") == UNKNOWN
