"""How few people are too few to be counted out in what others may read."""

FEWEST_TOLD = 10
"""The fewest people, or households, that a number on a page or in a published table may count."""
