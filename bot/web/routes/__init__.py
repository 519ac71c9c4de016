"""Addresses of the web application, a file for each kind; each gives its ``router(services)``."""
