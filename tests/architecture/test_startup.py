"""A web worker starts small: what computes is loaded only where it is used (design: floors)."""

import subprocess
import sys

HEAVY = {
    "PIL",
    "altair",
    "docxtpl",
    "highspy",
    "ninja",
    "numba",
    "numpy",
    "pandas",
    "pydantic",
    "scipy",
    "segno",
    "sklearn",
    "sudachipy",
    "vl_convert",
}
LOADED = (
    "import sys; import yakuba.site.wsgi; from django.urls import get_resolver;"
    "get_resolver().url_patterns; {more};"
    "print(*{{name.partition('.')[0] for name in sys.modules}})"
)


def loaded_modules(more="pass"):
    command = [sys.executable, "-c", LOADED.format(more=more)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_set_up_of_the_web_process_loads_no_engine():
    assert loaded_modules() & (HEAVY | {"typst"}) == set()


def test_loaded_module_is_found():
    assert "typst" in loaded_modules("import typst")


def test_commands_that_need_no_database_do_not_start_django():
    code = "import sys; from yakuba.site import cli; cli.parser(); print('django' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
