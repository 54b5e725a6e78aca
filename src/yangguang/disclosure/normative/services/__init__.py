"""What may be done around a normative document: listed, registered, reviewed, filed, cleaned up."""
