"""From a question to a verified answer: the pipeline, the command line, the pages and the API."""
