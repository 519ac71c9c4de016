"""The web application: chat, source viewer and API."""
