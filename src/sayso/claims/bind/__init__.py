"""Bind: what a trigger's own sentence tells (see ``binder``)."""
