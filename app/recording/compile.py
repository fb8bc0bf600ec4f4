"""Acts become a Workflow: Screens, Steps with their targets, and what must be seen after each."""

from __future__ import annotations

import uuid
from dataclasses import replace

from app.model.action import ActionKind
from app.model.errors import BadInput, UserError
from app.model.frame import Pixels
from app.model.geometry import Box
from app.model.recording import Recorded
from app.model.sentences import step_sentence
from app.model.target import TaughtTarget
from app.model.window import Window
from app.model.workflow import MAX_STEPS, Workflow
from app.recording.acts import Act
from app.recording.draft import Draft, params_of
from app.recording.expectation import expectation
from app.recording.fields import is_page, leading_keys, new_lines, overwritten
from app.recording.moments import Moment
from app.recording.ports import Eye, EyeMaker, OwnWindow, Secrets
from app.recording.screens import Screens
from app.recording.secrecy import SecretPlaces
from app.recording.targets import Targets

_BACKSPACE = ("backspace",)
_EDITING = frozenset({_BACKSPACE, ("delete",), ("home",), ("end",), ("ctrl", "a"), ("ctrl", "v")})


class Compiler:
    """Takes complete acts in order and keeps the steps so far; used by the recorder's thread."""

    def __init__(self, make_eye: EyeMaker, secrets: Secrets, own: OwnWindow) -> None:
        self._images: dict[str, Pixels] = {}
        self._eye: Eye = make_eye(self._images.get)
        self._secrets = secrets
        self._targets = Targets(self._eye, own)
        self._screens = Screens(self._eye, self._images)
        self._hidden = SecretPlaces()
        self._drafts: list[Draft] = []

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return len(self._drafts)

    @property
    def unsettled(self) -> float | None:
        """When the last act ended (monotonic seconds), while its effect is still to be judged."""
        last = self._last
        return last.ended if last is not None and last.before and last.after is None else None

    def add(self, act: Act, now: Moment) -> bool:
        """One more act, `now` the newest moment; False when it belongs to no window that can be recorded.

        BadInput when there are as many steps as a workflow can have: more could not be saved.
        """
        act = replace(act, before=self._hidden.blanked(act.before))
        now = self._hidden.blanked(now)
        self._settle_late(act.before)
        window = self._targets.window(act)
        if window is None:
            return False
        if not self._continued(act, window) and not self._next_line(act, window, now):
            if self.steps >= MAX_STEPS:
                raise BadInput("Recording", f"it has {MAX_STEPS} steps, the most there can be", "Record the rest anew.")
            draft = self._draft(_as_key(act), window, now)
            self._drafts = [*(one.light() for one in self._drafts), draft]
        return True

    def settle(self, after: Moment) -> None:
        """Judge the effect of the last act by this moment."""
        last = self._last
        if last is None or last.before is None:
            return
        after = self._hidden.blanked(after)
        seconds = max(0.0, after.frame.taken - last.ended)
        typed = last.kind is ActionKind.TYPE_TEXT
        expect = expectation(self._eye, last.before, after, last.window, last.element, seconds, typed)
        self._drafts[-1] = replace(last, after=after, expect=expect)

    def forget(self) -> None:
        """Take the last step back."""
        if self._drafts:
            self._drafts.pop()

    def sentence(self) -> str:
        """The last step in plain words."""
        last = self._last
        return step_sentence(last.step(last.source)) if last else ""

    def thumbnail(self) -> Pixels | None:
        """The last step's picture."""
        target = self._last.target if self._last else None
        picture = (target.picture or target.ring) if target else None
        return self._images.get(picture.image) if picture else None

    def recorded(self, name: str) -> Recorded:
        """The workflow so far with the pictures it needs."""
        drafts = self._drafts
        ends = [*(draft.source for draft in drafts[1:]), *(self._end(draft) for draft in drafts[-1:])]
        steps = tuple(draft.step(to) for draft, to in zip(drafts, ends, strict=True))
        used = {step.source for step in steps} | {step.to for step in steps}
        first, last = (steps[0].source, steps[-1].to) if steps else ("", "")
        apps = tuple(dict.fromkeys(draft.window.identity.application for draft in drafts))
        screens = self._screens.linked(tuple(used), first, last)
        workflow = Workflow(
            id=uuid.uuid4().hex, name=name.strip() or "Recording", allowed_apps=apps, screens=screens, steps=steps
        )
        return Recorded(workflow, {name: self._images[name] for name in _pictures(workflow)})

    @property
    def _last(self) -> Draft | None:
        return self._drafts[-1] if self._drafts else None

    def _settle_late(self, later: Moment) -> None:
        """The next act begins: what came up since the last judgement still belongs to the act before."""
        last = self._last
        if last is None:
            return
        known = last.after
        windows = known is not None and {w.handle for w in known.windows} != {w.handle for w in later.windows}
        if known is None or last.expect.empty or windows:
            self.settle(later)

    def _continued(self, act: Act, window: Window) -> bool:
        """Whether the act only goes on with the text of the last step."""
        last = self._last
        if last is None or last.kind is not ActionKind.TYPE_TEXT or last.window.handle != window.handle:
            return False
        if last.params.text is None or act.secret:
            return False
        if act.kind is ActionKind.TYPE_TEXT:
            text = last.params.text + act.text
        elif act.kind is ActionKind.PRESS_KEYS and act.keys == _BACKSPACE and last.params.text:
            text = last.params.text[:-1]
        else:
            return False
        params = last.params.model_copy(update={"text": text})
        self._drafts[-1] = replace(last, ended=act.ended, params=params, after=None)
        return True

    def _next_line(self, act: Act, window: Window, now: Moment) -> bool:
        """Whether the act types further lines of a page: they belong to its text, with the Enter between."""
        lines = new_lines(self._drafts)
        if act.kind is not ActionKind.TYPE_TEXT or act.secret or not 0 < lines < len(self._drafts):
            return False
        page = self._drafts[-lines - 1]
        if page.params.text is None or not is_page(page) or self._same_field(act, window, now) is not page:
            return False
        params = page.params.model_copy(update={"text": page.params.text + "\n" * lines + act.text})
        self._drafts[-lines - 1 :] = [replace(page, ended=act.ended, params=params)]
        return True

    def _draft(self, act: Act, window: Window, now: Moment) -> Draft:
        start = self._absorbed(act, window) if act.kind.uses_keys else None
        same = self._same_field(act, window, now) if start is None and act.kind is ActionKind.TYPE_TEXT else None
        known = start or same
        taught = None if known else self._taught(act, window, now)
        if taught is not None:
            self._images.update(taught.images)
        target = known.target if known else (taught.target if taught else None)
        element = known.element if known else _element(taught, window)
        instead = taught is not None and self._instead(act, window, now, taught)
        before = start.before if start and start.before else act.before
        paused = start.paused if start else act.started - (self._last.ended if self._last else act.started)
        focused = before.active if before.active and not before.active.own else window
        draft = Draft(
            id=uuid.uuid4().hex,
            kind=act.kind,
            ended=act.ended,
            before=before,
            window=window,
            source=self._screens.of(before.frame, focused),
            params=params_of(act, act.point).model_copy(update={"replace": instead or _replaces(act, start)}),
            target=target,
            element=element,
            paused=paused,
        )
        return self._kept_secret(draft, act) if act.secret else draft

    def _absorbed(self, act: Act, window: Window) -> Draft | None:
        """The click, or the selecting of everything, that only prepared these keys; it is no step of its own."""
        last = self._last
        if last is None or last.window.handle != window.handle:
            return None
        if last.selects_all and last.target is not None and act.kind is ActionKind.TYPE_TEXT:
            return self._drafts.pop()
        if last.is_click and last.before and _edits(act) and self._targets.only_focus(last, last.before, act.before):
            return self._drafts.pop()
        return None

    def _instead(self, act: Act, window: Window, now: Moment, taught: TaughtTarget) -> bool:
        """Whether a text typed without a click took the place of what its field held; keys that led there go."""
        field = _element(taught, window)
        if act.kind is not ActionKind.TYPE_TEXT or field is None or taught.target.picture is None:
            return False
        keys = leading_keys(self._drafts, window.handle, field)
        if keys:
            del self._drafts[-keys:]
        return bool(keys) or overwritten(self._eye, act.before, now, field)

    def _same_field(self, act: Act, window: Window, now: Moment) -> Draft | None:
        """The step that typed into the same element before, with only keys in between: a page goes on after Enter."""
        lines = self._targets.appeared(act, window, now)
        for draft in reversed(self._drafts):
            if draft.kind is ActionKind.TYPE_TEXT:
                here = bool(lines) and draft.element is not None and draft.element.contains(lines[0].center)
                return draft if here and draft.window.handle == window.handle else None
            if draft.kind is not ActionKind.PRESS_KEYS:
                return None
        return None

    def _taught(self, act: Act, window: Window, now: Moment) -> TaughtTarget | None:
        if act.kind is ActionKind.PRESS_KEYS:
            return None
        if act.kind is ActionKind.TYPE_TEXT:
            return self._targets.typed_into(act, window, self._targets.appeared(act, window, now))
        return self._targets.teach(act.before.frame, window, act.point)

    def _kept_secret(self, draft: Draft, act: Act) -> Draft:
        """The text goes to the keyring and nowhere else; its field is blank in all later pictures."""
        reference = uuid.uuid4().hex
        if draft.element is not None:
            self._hidden.add(draft.window, draft.element)
        comment = ""
        try:
            self._secrets.store(reference, act.text)
        except UserError as error:
            comment = f"The secret could not be kept: {error.why}. {error.next_step}"
        params = draft.params.model_copy(update={"text": None, "secret": reference})
        return replace(draft, params=params, comment=comment)

    def _end(self, last: Draft) -> str:
        after = last.after
        window = after.active if after and after.active and not after.active.own else None
        return self._screens.of(after.frame, window) if after and window else last.source


def _edits(act: Act) -> bool:
    """Whether the keys only make sense in a field; Tab or Enter after a click on a button must not swallow it."""
    return act.kind is ActionKind.TYPE_TEXT or act.keys in _EDITING


def _as_key(act: Act) -> Act:
    """A space alone works a button or a check box; as a text it would be given a click first, and work it twice."""
    if act.kind is not ActionKind.TYPE_TEXT or act.text != " " or act.secret:
        return act
    return replace(act, kind=ActionKind.PRESS_KEYS, text="", keys=("space",))


def _replaces(act: Act, start: Draft | None) -> bool:
    """A double click or Ctrl+A before a text means that the old content is to be replaced."""
    if start is None or act.kind is not ActionKind.TYPE_TEXT:
        return False
    return start.selects_all or start.kind is ActionKind.DOUBLE_CLICK


def _element(taught: TaughtTarget | None, window: Window) -> Box | None:
    return taught.target.place.box.moved(*window.box.origin) if taught else None


def _pictures(workflow: Workflow) -> tuple[str, ...]:
    """The names of all pictures a workflow refers to."""
    names: list[str | None] = [screen.signature.view for screen in workflow.screens]
    for step in workflow.steps:
        target = step.target
        if target is not None:
            names += [target.view, *(p.image for p in (target.picture, target.ring) if p is not None)]
    return tuple(dict.fromkeys(name for name in names if name))
