"""What lies in a run's folder: manifests, tables, names of files, numbers of orders, papers edited or not its own.

Who makes and changes it stands one level up.
"""
