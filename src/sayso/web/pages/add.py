"""Add: paste a text or send files; see what became of each, now or later; stop it."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from sayso import wording
from sayso.errors import SaysoError, UsageError
from sayso.web.filters import day_of
from sayso.web.jobs import Jobs
from sayso.web.ledgers import store_of
from sayso.web.running import Filed, Job
from sayso.web.security.people import person_of
from sayso.web.uploads import FILE_MOST, FILES_MOST, JOB_MOST, Saved, save, save_text, total
from sayso.web.viewing import render

router = APIRouter()
TEXT_MOST = 2_000_000
_FIELDS = ("text", "title", "outlet", "published", "url", "keep")
_LOOK = 0.25
_HELD = 20.0
"""Seconds after which a stream of events ends and the browser asks for the rest, so that a server can stop."""


@router.get("/add", response_class=HTMLResponse)
def page(request: Request) -> HTMLResponse:
    """The forms, and the jobs of this server."""
    return _page(request)


def _page(
    request: Request, *, status: int = 200, problem: str = "", told: dict[str, str] | None = None
) -> HTMLResponse:
    jobs: Jobs = request.app.state.jobs
    allowed = person_of(request).may_add
    return render(
        request, "add/page.html", status=403 if not allowed else 400 if problem else 200, allowed=allowed,
        jobs=jobs.listed() if allowed else [], problem=problem, told=told or dict.fromkeys(_FIELDS, ""),
        most=FILE_MOST // 1_000_000, most_all=JOB_MOST // 1_000_000,
    )  # fmt: skip


@router.post("/add")
async def add(request: Request) -> Response:
    """Take files or a text, begin a job over them, and lead to it."""
    _allowed(request)
    try:
        form = await _form(request)
    except MultiPartException as error:
        return _page(request, problem=f"what was sent cannot be taken: {error.message}")
    try:
        job = await run_in_threadpool(_begin, request, form)
    except UsageError as error:
        told = {name: str(form.get(name) or "") for name in _FIELDS}
        return _page(request, problem=str(error), told=told)
    finally:
        await form.close()
    return RedirectResponse(f"/add/{job.id}", status_code=303)


async def _form(request: Request) -> FormData:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise MultiPartException("it is no form with files")
    parser = MultiPartParser(
        request.headers, request.stream(), max_files=FILES_MOST, max_fields=len(_FIELDS) + 4, max_part_size=TEXT_MOST
    )
    return await parser.parse()


def _begin(request: Request, form: FormData) -> Job:
    """Save what was sent and begin the job. Raises UsageError when there is nothing, or what is told makes no sense."""
    jobs: Jobs = request.app.state.jobs
    told = {name: str(form.get(name) or "").strip() for name in _FIELDS}
    published = day_of("the day of publication", told["published"])
    day = published.isoformat() if published else ""
    files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files and not told["text"]:
        raise UsageError("there is nothing to add: choose files, or paste a text")
    folder = jobs.folder()
    try:
        saved = _save(folder, files)
        if told["text"]:
            facts = {"text": told["text"], "title": told["title"], "url": told["url"], "outlet": told["outlet"]}
            saved.append(save_text(folder, {**facts, "published": day}))
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise UsageError(f"what was sent cannot be kept: {error.strerror or error}; make room and try again") from error
    return jobs.start(
        folder, person_of(request).name, saved, published=day, outlet=told["outlet"], keep=bool(told["keep"])
    )


def _save(folder: Path, files: list[UploadFile]) -> list[Saved]:
    saved: list[Saved] = []
    taken: set[str] = set()
    for one in files:
        saved.append(save(folder, one.filename or "", one.file, one.size, JOB_MOST - total(saved), taken))
    return saved


@router.get("/add/{id}", response_class=HTMLResponse)
def job(request: Request, id: str) -> HTMLResponse:
    """A job: how far it is, what became of each file."""
    _allowed(request)
    found = _job(request, id)
    store = store_of(request)
    titles = {}
    for document in [id for one in found.files for id in one.documents][:200]:
        try:
            titles[document] = wording.title_words(store.documents.reading(document).document)
        except SaysoError:
            titles[document] = document
    return render(request, "add/job.html", job=found, titles=titles, words=_words(found), outcome_words=OUTCOMES)


@router.post("/add/{id}/stop")
def stop(request: Request, id: str) -> Response:
    """Stop a job; what is in the ledger stays there."""
    _allowed(request)
    found = _job(request, id)
    request.app.state.jobs.stop(found)
    return RedirectResponse(f"/add/{found.id}", status_code=303)


@router.get("/add/{id}/events")
async def events(request: Request, id: str) -> StreamingResponse:
    """How far a job is, as server-sent events: JSON with ``done``, ``total``, ``text`` and, of a file that is done,
    ``log`` and ``refused``; at the end an event ``end`` with ``href``."""
    _allowed(request)
    found = _job(request, id)
    last = request.headers.get("last-event-id", "")
    seen = int(last) if last.isdecimal() else 0
    return StreamingResponse(
        _events(found, seen), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


async def _events(job: Job, seen: int) -> AsyncIterator[str]:
    yield "retry: 500\n\n"
    before, left = "", _HELD
    while left > 0:
        over = job.over
        for name, refused in job.log[seen:]:
            seen += 1
            yield _event(job, seen, log=wording.visible(name), refused=refused)
        if over:
            yield f"event: end\n{_event(job, seen, href=f'/add/{job.id}')}"
            return
        now = _event(job, seen)
        if now != before:
            before = now
            yield now
        await asyncio.sleep(_LOOK)
        left -= _LOOK


def _event(job: Job, number: int, **more: Any) -> str:
    told = {"done": round(job.far, 3), "total": len(job.files), "text": _words(job), **more}
    return f"id: {number}\ndata: {json.dumps(told)}\n\n"


OUTCOMES = {"new": "new", "version": "a new version", "reread": "read anew", "known": "known already"}
"""What became of a report, for people."""


def _words(job: Job) -> str:
    """How far a job is, in words."""
    reports = sum(one.reports for one in job.files)
    refused = sum(one.refused for one in job.files)
    claims = sum(one.claims for one in job.files)
    told = ", ".join([
        f"{job.done:,} of {wording.count_words(len(job.files), 'file')}", wording.count_words(reports, "report"),
        wording.count_words(claims, "claim"), *([f"{refused:,} refused"] if refused else []),
    ])  # fmt: skip
    if job.state == "waiting":
        return "Waits for the job before it."
    if job.state == "reading" and not job.loaded:
        return "Loads what reads (some seconds)."
    now = _now(job.files)
    state = {"reading": f"Reads {now}" if now else "Reads", "done": "Done", "stopped": "Stopped", "failed": "Broke off"}
    return f"{state[job.state]}: {told}."


def _now(files: list[Filed]) -> str:
    """The file in hand, and how far it is."""
    one = next((one for one in files if one.state == "reading"), None)
    if one is None:
        return ""
    share, of = (one.far, "") if one.far else (one.report, " of the report in hand")
    return wording.visible(one.name) + (f" ({share:.0%}{of})" if share else "")


def _job(request: Request, id: str) -> Job:
    found: Job | None = request.app.state.jobs.get(id)
    if found is None:
        raise HTTPException(404, "there is no such job; only the latest are remembered")
    return found


def _allowed(request: Request) -> None:
    if not person_of(request).may_add:
        raise HTTPException(403, "only an admin may add reports")
