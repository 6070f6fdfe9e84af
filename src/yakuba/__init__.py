"""Yakuba (役場): the platform on which a small town runs its administrative reform plan."""

import sys

import pysqlite3

__version__ = "0.1.0"

# Debian 12 carries SQLite 3.40.1, which can corrupt a database when its WAL is reset.  Every
# module that asks for sqlite3 gets the bundled, repaired library; Django imports it later.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
