"""Search: texts are found again by two characters, in any width and old or new forms."""
