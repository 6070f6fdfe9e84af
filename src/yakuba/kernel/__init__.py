"""The floor: calendar, figures, flows, deadlines and problems, by the standard library only."""
