"""What is read, scored and explained for the web server in a limited child process: from bytes to plain data."""
