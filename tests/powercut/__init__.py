"""What a power cut leaves of the database: real system calls, recorded and stopped at any moment."""
