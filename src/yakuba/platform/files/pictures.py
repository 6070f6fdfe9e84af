"""Pictures are stored anew from what they show: place, device and comments stay outside."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import quote

if TYPE_CHECKING:
    from PIL import Image

FORMATS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
}
MAX_PIXELS: Final = 40_000_000  # of all frames together; a camera of a telephone makes 12 to 24
QUALITY: Final = 90
# What is kept beside the pixels, because it changes how they look.
_KEPT: Final = frozenset({"icc_profile", "transparency", "background", "duration", "loop"})


def clean(file: Path, content_type: str, name: str) -> None:
    """Store a picture anew in its place, turned as its camera said; other files stay.

    :raises YakubaError: if it cannot be read, or is larger than a picture may be
    """
    if content_type not in FORMATS:
        return
    from PIL import Image, ImageOps

    form = FORMATS[content_type]
    try:
        with warnings.catch_warnings(), Image.open(file, formats=[form]) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # counted below
            _refuse_large(picture, name)
            frames = getattr(picture, "n_frames", 1) if form != "JPEG" else 1
            shown: Image.Image = picture
            if frames == 1:
                shown = ImageOps.exif_transpose(picture)
            _save(shown, file, form, frames=frames)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as wrong:
        message = _("%(name)sは画像として読めません。") % {"name": quote(name)}
        fix = _("画像を開けるか確かめ、保存し直してから送ってください。")
        raise YakubaError(Problem("file.picture", message, fix)) from wrong


def _refuse_large(picture: "Image.Image", name: str) -> None:
    frames = getattr(picture, "n_frames", 1)
    if picture.width * picture.height * frames > MAX_PIXELS:
        message = _("%(name)sは画像が大きすぎます（%(width)s×%(height)s）。")
        words = {"name": quote(name), "width": picture.width, "height": picture.height}
        fix = _("4千万画素までに縮めてから送ってください。")
        raise YakubaError(Problem("file.picture-large", message % words, fix))


def _save(picture: "Image.Image", file: Path, form: str, *, frames: int) -> None:
    picture.info = {name: value for name, value in picture.info.items() if name in _KEPT}
    options: dict[str, Any] = {"quality": QUALITY} if form in {"JPEG", "WEBP"} else {}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    made = file.with_name(f"{file.name}-clean")
    try:
        picture.save(made, form, save_all=frames > 1, exif=b"", **options)
        made.replace(file)
    finally:
        made.unlink(missing_ok=True)
