"""What the views show, as plain data: asked from the store, shaped for a page, with no markup in it.

Pages of a build and those of a server are made from the same functions.
"""
