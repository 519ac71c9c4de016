"""Sentences with the quotes they cite, labelled by hand: do the quotes bear them out?"""
