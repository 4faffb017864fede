"""Fold: what is one claim (see ``folder``)."""
