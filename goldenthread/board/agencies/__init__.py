"""The agencies, their people and posts, and what each person may see and do."""
