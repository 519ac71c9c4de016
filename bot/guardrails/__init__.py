"""Guardrails on the question: what must not be entered, and what is not ours to answer."""
