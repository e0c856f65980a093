"""Two commands on a bare machine: install, embedded database, web server and worker, and stopping all of it."""
