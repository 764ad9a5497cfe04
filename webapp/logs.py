"""Logs that name routes, statuses and durations: never an address, a query, a form, a person or a parameter."""

import logging
import time

from flask import Flask, Response, g, request


class _Anonymous(logging.Formatter):
    """Formats an exception as its types and places only: messages may quote what someone typed."""

    def formatException(self, info: object) -> str:  # noqa: N802 - the name is the standard library's
        lines: list[str] = []
        error = info[1] if isinstance(info, tuple) else None
        while isinstance(error, BaseException):
            lines.append(type(error).__qualname__)
            trace = error.__traceback__
            while trace is not None:
                code = trace.tb_frame.f_code
                lines.append(f"  {code.co_filename}:{trace.tb_lineno} in {code.co_name}")
                trace = trace.tb_next
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def write_logs(app: Flask) -> None:
    """Gives ``app`` one line a request, and errors without their messages."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Anonymous("%(asctime)s %(levelname)s %(message)s"))
    app.logger.handlers = [handler]
    app.logger.propagate = False
    app.logger.setLevel(logging.INFO)
    queue = logging.getLogger("huey")  # a task that fails may quote an answer
    queue.handlers = [handler]
    queue.propagate = False

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def line(response: Response) -> Response:
        if request.endpoint != "static":
            milliseconds = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
            app.logger.info(
                "%s %s %s %.0fms",
                request.method,
                request.endpoint or "unknown",
                response.status_code,
                milliseconds,
            )
        return response
