"""What may be done to a catalogue: laid out, added to, renamed, moved, ended, numbered."""
