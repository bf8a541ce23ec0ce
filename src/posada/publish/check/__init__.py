"""A publication read back by code that shares nothing with what wrote it: links, numbers, languages, secrets."""

from posada.publish.check.site import check_site

__all__ = ["check_site"]
