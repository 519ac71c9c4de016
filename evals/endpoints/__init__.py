"""Language models that are none: servers of chat completions that behave as they are told."""
