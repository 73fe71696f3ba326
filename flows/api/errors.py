"""What a client gets instead of an answer."""


class ApiError(Exception):
    """A request that gets no answer, with the reason in words.

    Attributes:
        status: HTTP status.
        message: what is wrong and what to do; it never holds a key or a text.
        retry_after: seconds after which it may be tried again; None where that would change nothing.
    """

    def __init__(self, status: int, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.retry_after = retry_after


def invalid(message: str) -> ApiError:
    """An error of the request itself, worded as LibreTranslate words it."""
    return ApiError(400, f"Invalid request: {message}")
