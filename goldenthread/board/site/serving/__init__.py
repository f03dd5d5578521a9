"""Serving the website: the database brought up to date, then web server and worker, watched."""
