"""From a question to a verified answer: the pipeline, the command line, the pages and the API."""

import corpus  # noqa: F401  first of all, since it keeps every library from calling out
