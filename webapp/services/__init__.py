"""One file a use case, one transaction each. Nothing here knows a request."""
