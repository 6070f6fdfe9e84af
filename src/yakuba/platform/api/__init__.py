"""The JSON API of registers: /api/v1/ for staff, /api/v1/open/ for everybody."""
