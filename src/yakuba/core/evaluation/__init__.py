"""The yearly round: sheets, grades, effects."""
