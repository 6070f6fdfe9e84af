"""What is refused because it is not what it says, and what a stored picture does not tell."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from yakuba.kernel.problems import YakubaError
from yakuba.platform import paths
from yakuba.platform.files import pictures, storage

ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F
RED, BLUE = (254, 0, 0), (0, 0, 254)


def picture(form="JPEG", **options):
    """Return a picture, red above blue, as its camera stores it lying on its side."""
    lying = Image.new("RGB", (40, 20), BLUE)
    lying.paste(RED, (0, 0, 20, 20))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKE] = "SecretCamera"
    exif.get_ifd(GPS).update({1: "N", 2: (38.0, 18.0, 24.5), 3: "E", 4: (140.0, 8.0, 45.0)})
    made = io.BytesIO()
    lying.save(made, form, exif=exif, comment=b"SecretComment", **options)
    return made.getvalue()


def keep(name, content):
    return storage.keep(SimpleUploadedFile(name, content))


def refusal(name, content):
    with pytest.raises(YakubaError) as refused:
        keep(name, content)
    assert list((paths.files() / "incoming").iterdir()) == []
    (problem,) = refused.value.problems
    return problem


@pytest.mark.parametrize(
    ("name", "form"), [("写真.jpg", "JPEG"), ("写真.png", "PNG"), ("写真.webp", "WEBP")]
)
def test_stored_picture_tells_no_place_and_looks_the_same(name, form):
    sent = picture(form)

    sha256, size, kind = keep(name, sent)

    stored = storage.place(sha256).read_bytes()
    shown = Image.open(io.BytesIO(stored))
    assert b"SecretCamera" in sent
    assert [word for word in (b"Secret", b"Exif", b"eXIf", b"EXIF") if word in stored] == []
    assert dict(shown.getexif()) == {}
    assert (shown.size, size, kind) == ((20, 40), len(stored), f"image/{form.lower()}")
    above, below = (shown.convert("RGB").getpixel((10, y)) for y in (8, 32))
    assert (above[0] > 200 > above[2], below[2] > 200 > below[0]) == (True, True)


def test_same_picture_is_kept_once():
    assert keep("a.jpg", picture())[0] == keep("b.jpeg", picture())[0]


def test_moving_picture_keeps_its_frames():
    frames = [Image.new("RGB", (8, 8), color) for color in (RED, BLUE, "white")]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], comment=b"SecretComment")

    sha256, _size, _kind = keep("a.gif", made.getvalue())

    stored = storage.place(sha256).read_bytes()
    assert Image.open(io.BytesIO(stored)).n_frames == 3
    assert b"Secret" not in stored


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.pdf", b"\xff\xd8\xff\xe0", "名前ではPDFですが、中身はJPEG の画像です。"),
        (
            "plan.txt",
            b"\x89PNG\r\n\x1a\n",
            "名前では文字だけのファイルですが、中身はPNG の画像です。",
        ),
        ("a.pdf", b"MZ\x90\x00", "名前ではPDFですが、中身は種類の分からないファイルです。"),
        ("a.PNG", b"%PDF-1.7", "名前ではPNG の画像ですが、中身はPDFです。"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "名前ではExcelですが、中身は古い形式かパスワード付きの Office ファイルです。",
        ),
    ],
)
def test_file_that_is_not_what_its_name_says_is_refused(name, content, said):
    problem = refusal(name, content)

    assert problem.code == "file.contradiction"
    assert problem.message == f"「{name}」は、{said}"


@pytest.mark.parametrize("content", [b"\0\0\0\x18ftypheic\0\0", b"II*\0\x08\0\0\0"])
def test_picture_of_a_foreign_kind_is_refused_with_a_way_out(content):
    problem = refusal("IMG_0001.HEIC", content)

    assert problem.code == "file.picture-kind"
    assert problem.fix == "JPEG か PNG か PDF に変えてから送ってください。"


def test_broken_picture_is_refused():
    assert refusal("a.png", picture("PNG")[:60]).code == "file.picture"


def test_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 40 * 20 - 1)

    assert refusal("a.png", picture("PNG")).code == "file.picture-large"
