"""The bulk grid: a register's view as a table to write in, stored row by row."""
