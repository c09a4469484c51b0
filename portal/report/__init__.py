"""The report: chapters of the areas, put together once, printed as PDF, DOCX, HTML and JSON.

chapters → blocks → document (plain data, what is printed and kept) → pdf, word, web
"""
