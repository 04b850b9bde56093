"""`palate analyse`: what a file of ratings says, as figures and as a report for a terminal. Needs no database."""
