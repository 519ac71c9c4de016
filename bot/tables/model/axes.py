"""Axes: what the columns of a table are generally called, where each stands for a like thing."""

AXES = (
    "grade",
    "level",
    "column",
    "site",
    "location",
    "office",
    "year",
    "month",
    "week",
    "day",
    "class",
    "tier",
    "stage",
    "group",
    "region",
    "team",
    "unit",
    "band",
    "step",
    "venue",
    "campus",
    "rung",
)
# Any of these as part of a pattern, in the singular or plural.
AXIS = rf"(?:{'|'.join(AXES)})s?"
