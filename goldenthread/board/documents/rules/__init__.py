"""What a file is, and what is kept of it. No database, no clock."""
