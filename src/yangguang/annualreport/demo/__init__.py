"""Published figures of real reports, for a first look: figures and names of bodies, no prose."""
