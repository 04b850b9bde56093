"""The save protocol held against every way in which a network, a server and a browser can fail."""
