"""What becomes of a comment on an anchor."""

from urllib.parse import urlencode

from flask import abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.db import db
from app.domain.access import answers_comments
from app.domain.practice import AnchorComment
from app.domain.rubric import SCALE
from app.queries import practice
from app.web.fields import accepted
from app.web.http import commit, now, or_404, viewer
from app.web.practice.blueprint import pages
from app.web.practice.forms import ReplyForm

EDITING = "/bank/<key>/edit"


@pages.route("/practice/comments/<int:comment_id>/reply", methods=["GET", "POST"])
def reply(comment_id: int) -> str | Response | tuple[str, int]:
    practice.hold_comment(db.session, comment_id)
    comment = or_404(practice.comment(db.session, viewer(), comment_id))
    if not answers_comments(viewer()):
        abort(403, "Bank authors and admins say what becomes of a comment.")
    form = ReplyForm()
    if form.validate_on_submit() and accepted(form, lambda: _reply(comment, form)):
        commit("answered a comment", comment)
        return redirect(url_for(".show", answer_id=comment.answer_id, _anchor="comments"), 303)
    page = render_template(
        "practice/reply.html",
        comment=comment,
        form=form,
        scale=SCALE,
        edit_address=edit_address,
        zone=viewer().zone,
    )
    return page, 422 if form.is_submitted() else 200


def edit_address(comment: AnchorComment) -> str:
    """Where the question is edited, with the comment as the reason; "" while there is no such page."""
    if not any(rule.rule == EDITING for rule in current_app.url_map.iter_rules()):
        return ""
    return f"{EDITING.replace('<key>', comment.answer.record.key)}?{urlencode({'because': comment.text})}"


def _reply(comment: AnchorComment, form: ReplyForm) -> None:
    comment.answer_with(form.version.data, form.because.data or "", viewer(), now())
