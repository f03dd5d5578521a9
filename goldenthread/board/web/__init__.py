"""The small toolkit every app answers requests with; knows no board word."""
