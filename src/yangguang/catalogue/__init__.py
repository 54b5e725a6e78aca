"""Under which columns, words and numbers does a government make its information public?"""
