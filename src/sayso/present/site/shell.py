"""What all pages of a site have: head, banner of provenance, foot; nothing is fetched and no script runs."""

from __future__ import annotations

from dataclasses import dataclass

from sayso import __version__, wording
from sayso.present.html.safe import inline, safe
from sayso.service.publishing import Terms

_POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"
_MARKS = {"agree": "✓ agree", "differ": "≠ differs", "single": "one says", "silent": "– silent"}


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a site's pages."""

    terms: Terms

    @property
    def title(self) -> str:
        """What the site is called."""
        return self.terms.title or "Who says what happened"

    def page(self, name: str, body: str, *, deep: bool = False, here: str = "") -> str:
        """A page. ``name``: its title, as text; ``deep``: whether it lies in a folder; ``here``: its own file."""
        up = "../" if deep else ""
        links = (("index.html", "Incidents"), ("sources.html", "Sources"), ("about.html", "About"))
        nav = "".join(
            f'<li><a href="{up}{file}"{current(file == here)}>{word}</a></li>' for file, word in links
        )  # fmt: skip
        whole = f"{name} · {self.title}" if name != self.title else name
        return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="sayso {__version__}">
<title>{safe(whole)}</title>
<link rel="stylesheet" href="{up}site.css">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="top"><a class="brand" href="{up}index.html">{inline(self.title)}</a>
<nav aria-label="Pages"><ul>{nav}</ul></nav></header>
<aside class="banner" aria-label="How far this was checked">{self.banner()}
<a href="{up}about.html">How this was made</a></aside>
<main id="main" tabindex="-1">
{body}
</main>
<footer class="foot"><p>Made by sayso {__version__} from reports of others. A claim is what a source says, no more.</p>
</footer>
</body>
</html>
"""

    def banner(self) -> str:
        """How far what is shown was checked, and what was changed for publication; as mark-up."""
        read = f"Read by machine (sayso {__version__})"
        said = [f"{read}, <strong>not verified</strong>; what people accepted is marked."]
        if not self.terms.everything:
            said = [f"{read}; a person accepted every claim shown as read rightly, which does not make it true."]
        if self.terms.asked:
            said.append("Only " + ", ".join(f"{safe(name)} {inline(value)}" for name, value in self.terms.asked) + ".")
        if self.terms.blur is not None:
            said.append(f"Places are blurred to {self.terms.blur:g} km, names that may tell of them withheld.")
        return " ".join(said)


def current(here: bool) -> str:
    """The attribute of the link to the page that is shown."""
    return ' aria-current="page"' if here else ""


def status(value: str) -> str:
    """A status by word and sign."""
    mark = wording.STATUS_MARKS[value]  # type: ignore[index]
    return f'<span class="status {value}">{f"{mark} " if mark else ""}{value}</span>'


def verdict(value: str) -> str:
    """How the claims stand to each other in a field, by word and sign."""
    return f'<span class="verdict {value}">{_MARKS[value]}</span>'


def days(first: object, last: object) -> str:
    """One day, or the first and last."""
    if not first and not last:
        return '<span class="quiet">no day</span>'
    return f"{last or first}" if not first or not last or first == last else f"{first} – {last}"
