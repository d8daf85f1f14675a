"""What others read and write: `read(bytes) → (values, faults)`, never a path or a database; begin in `tables`.

Imports the domain and i18n; each format stands alone with its library.
"""
