"""Small faults put into a sample of the program, one by one: which of them does no test mind?"""
