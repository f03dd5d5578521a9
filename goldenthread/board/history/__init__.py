"""Who changed what and when, and the whole system as it stood on any date."""
