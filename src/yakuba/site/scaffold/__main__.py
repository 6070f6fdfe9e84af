"""`python -m yakuba.site.scaffold lending Loan 貸出`: what `make module` calls."""

import sys

from yakuba.kernel.problems import YakubaError
from yakuba.platform import paths
from yakuba.site.scaffold.making import Order, make

USAGE = "make module name=lending record=Loan title=貸出"


def main(arguments: list[str]) -> int:
    """Write the module; 2 with one sentence when a name cannot be used."""
    if len(arguments) != 3:
        print(f"Give three names: {USAGE}", file=sys.stderr)
        return 2
    try:
        written = make(Order(*arguments), paths.CHECKOUT)
    except YakubaError as refused:
        print(refused.problems[0].message, f"Example: {USAGE}", file=sys.stderr)
        return 2
    for path in written:
        print(path.relative_to(paths.CHECKOUT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
