"""Faults made by rule: from a faithful sentence, one that its quotes do not bear out.

Nothing here is shared with what verifies sentences, neither code nor lists of words.
"""
