"""What the server's programs see of the environment: nothing of the caller's settings."""

CLEAN_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
