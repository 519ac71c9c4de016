"""A run: its folder, and asking the bot."""
