"""Decisions about plans that need no database and no clock."""
