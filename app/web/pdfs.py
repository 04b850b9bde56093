"""PDFs as answers: which paper was asked for, and the file under its name."""

from io import BytesIO

from flask import request, send_file
from werkzeug.wrappers import Response

from app.reports.pdf import Paper


def paper() -> Paper:
    return Paper.LETTER if request.args.get("paper") == "letter" else Paper.A4


def sent(content: bytes, name: str) -> Response:
    return send_file(BytesIO(content), "application/pdf", as_attachment=True, download_name=name)
