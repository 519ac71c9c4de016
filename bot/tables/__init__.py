"""Tables: a question becomes an explicit query over a typed table, and its result a sentence."""
