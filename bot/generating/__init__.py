"""Answers written by a language model, of which only what is borne out reaches a reader."""
