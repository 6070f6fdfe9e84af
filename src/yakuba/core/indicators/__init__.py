"""Indicators, targets, actuals and frozen calculations."""
