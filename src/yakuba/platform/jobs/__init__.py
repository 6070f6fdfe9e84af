"""Long work outside the request, with a page that shows its progress."""
