"""Tags that the portal's templates use."""
