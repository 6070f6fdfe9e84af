"""The town, its sections, people, posts and rights."""
