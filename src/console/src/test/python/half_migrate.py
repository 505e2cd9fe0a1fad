"""Runs the package's own migrate as it ends without its "migrations" extra: the tables are made, what follows is not."""

import sys

sys.modules["psycopg"] = None

from codeatelier_governance.cli import main  # noqa: E402

from steps import say  # noqa: E402

sys.argv = ["governance", "migrate"]
try:
    main()
    say("half", error=None)
except ImportError as error:
    say("half", error=type(error).__name__)
