"""Bytes out: PDFs and plain text. Gets objects that may be read and a Jinja environment; no request, no session."""
