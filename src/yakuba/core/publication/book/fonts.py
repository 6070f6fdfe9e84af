"""Where the typefaces of the report lie on this machine."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from yakuba.kernel.problems import Problem, YakubaError


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family, and the files that must be there for it to be used."""

    family: str
    files: tuple[str, ...]
    folders: tuple[Path, ...]

    def folder(self) -> Path | None:
        """Return the first folder that holds all files, None if none does."""
        return next((each for each in self.folders if self._is_in(each)), None)

    def _is_in(self, folder: Path) -> bool:
        return all((folder / name).is_file() for name in self.files)


# `make assets` fetches them into the package; Debian's packages hold the same files.
OWN: Final = Path(__file__).resolve().parents[1] / "fonts"
MAIN: Final = (
    Typeface(
        "BIZ UDPGothic",
        ("BIZUDPGothic_400Regular.ttf", "BIZUDPGothic_700Bold.ttf"),
        (OWN,),
    ),
    Typeface(
        "BIZ UDPGothic",
        ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf"),
        (OWN, Path("/usr/share/fonts/truetype/bizud-gothic")),
    ),
)
# For rare characters of names that the main one lacks.
SPARE: Final = (
    Typeface(
        "Noto Sans CJK JP",
        ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
        (OWN, Path("/usr/share/fonts/opentype/noto")),
    ),
)


def find(main: Iterable[Typeface] = MAIN, spare: Iterable[Typeface] = SPARE) -> dict[str, Path]:
    """Return the families of the report in their order, each with its folder.

    :raises YakubaError: if the main typeface is not on this machine
    """
    found = {face.family: folder for face in main if (folder := face.folder())}
    if not found:
        raise YakubaError(
            Problem(
                "book.fonts",
                "報告書（PDF）に使う書体「BIZ UDPゴシック」が見つかりません。",
                "「make assets」を実行するか、fonts-morisawa-bizud-gothicを入れてください。",
            )
        )
    return found | {face.family: folder for face in spare if (folder := face.folder())}
