"""A made-up board in a made-up place, for looking around and for tests."""
