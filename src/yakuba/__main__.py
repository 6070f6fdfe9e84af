"""Run the commands as `python -m yakuba`."""

import sys

from yakuba.site.cli import main

sys.exit(main())
