"""Addresses, the WSGI application and middleware that join the doors to the web server."""
