"""A register's view as a workbook: out, edited anywhere, and back with differences."""
