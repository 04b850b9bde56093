"""PDFs as answers: which paper was asked for, what is kept of handing it out, and the file under its name."""

import hashlib
from io import BytesIO

from flask import request, send_file
from werkzeug.wrappers import Response

from app.db import db
from app.domain.comparison import Comparison
from app.domain.proof import Kind
from app.queries import proof
from app.reports.pdf import Paper
from app.web.http import now


def paper() -> Paper:
    return Paper.LETTER if request.args.get("paper") == "letter" else Paper.A4


def issue(kind: Kind, shown: Comparison) -> None:
    """Keep that these cards were handed out on such a paper, so that its fingerprint can be asked about."""
    proof.issue(db.session, kind, shown.card_prints, now())


def sent(content: bytes, name: str) -> Response:
    """A PDF to be saved. Who has these very bytes already is told so, after the same checks as anybody."""
    etag = hashlib.sha256(content).hexdigest()
    return send_file(BytesIO(content), "application/pdf", as_attachment=True, download_name=name, etag=etag)
