"""Decides who must agree before something is made public: routes as data, versions frozen, decisions kept."""
