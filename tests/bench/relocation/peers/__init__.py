"""The peers: other finders of pictures, each asked in an environment of its own by a small program of its own."""
