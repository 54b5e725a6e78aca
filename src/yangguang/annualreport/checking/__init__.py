"""What is wrong with a report, with a rule, a place and a sentence for each finding."""
