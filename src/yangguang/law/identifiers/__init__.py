"""The codes and numbers that name bodies, people, places, sites and documents."""
