"""Metadata of a library for other catalogues: an OAI-PMH 2.0 provider, below each library at `oai/`.

Withdrawn resources are not announced (`deletedRecord` is "no"): a record that is gone answers `idDoesNotExist`, and
whoever keeps a copy harvests everything anew from time to time. Drafts and pages under a restriction are never told of.
"""
