"""The door of other systems: JSON with an OpenAPI document, the same facts that the portal shows."""
