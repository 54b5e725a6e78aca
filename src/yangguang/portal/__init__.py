"""The door of the public: published pages, readable without a script."""
