"""Pages about people, agencies, posts and one's own account."""
