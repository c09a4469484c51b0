"""A page that everybody sees alike is made once for each state of the data, and never after it.

`watching` lets the database note in each writing transaction that an area has changed, whoever writes;
`versions` reads what it noted; `kept` answers from what was made for just this version; `once` makes two
readers of the same missing thing wait for one.
"""
