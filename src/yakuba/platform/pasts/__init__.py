"""Records that come with a past: stored together with the history that they would have."""
