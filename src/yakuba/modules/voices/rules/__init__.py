"""The rules of the voices: pure, over plain values; no Django, no clock, no database."""
