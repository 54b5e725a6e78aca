"""Do the figures in the words agree with the tables and with one another?"""
