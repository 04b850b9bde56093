"""What becomes of a comment on an anchor."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.db import db
from app.domain.drafting import may_review, may_write
from app.domain.practice import AnchorComment
from app.domain.rubric import SCALE
from app.queries import practice
from app.web.fields import accepted
from app.web.http import commit, now, or_404, viewer
from app.web.practice.blueprint import pages
from app.web.practice.forms import ReplyForm

LONGEST_REASON = 2_000  # characters, as the edit takes it


@pages.route("/practice/comments/<int:comment_id>/reply", methods=["GET", "POST"])
def reply(comment_id: int) -> str | Response | tuple[str, int]:
    practice.hold_comment(db.session, comment_id)
    comment = or_404(practice.comment(db.session, viewer(), comment_id))
    if not may_review(viewer()):
        abort(403, "Hiring managers and admins review what is said about questions.")
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
    """Where the question is edited, with the comment as the reason; "" for who writes no questions."""
    if not may_write(viewer()):
        return ""
    return url_for("authoring.edit", key=comment.answer.record.key, because=comment.text[:LONGEST_REASON])


def _reply(comment: AnchorComment, form: ReplyForm) -> None:
    comment.answer_with(form.version.data, form.because.data or "", viewer(), now())
