"""The rules of facilities: pure, over plain values; no Django, no clock, no database."""
