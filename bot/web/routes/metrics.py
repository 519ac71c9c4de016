"""Metrics, for whoever runs the server."""

from hmac import compare_digest
from ipaddress import ip_address

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import SecretStr

from bot.web.metrics import CONTENT_TYPE
from bot.web.services import Services

_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-real-ip")


def router(services: Services) -> APIRouter:
    """``/metrics``."""
    routes = APIRouter()

    @routes.get("/metrics")
    def metrics(request: Request) -> Response:
        _check(request, services.settings.metrics_token)
        text = services.metrics.text(services.sessions.running())
        return Response(text, media_type=CONTENT_TYPE, headers={"Cache-Control": "no-store"})

    return routes


def _check(request: Request, token: SecretStr | None) -> None:
    """Let in who has the token; while there is none, programs on this machine."""
    if token is None and not _is_of_this_machine(request):
        raise HTTPException(403, "metrics are for this machine, unless GUIDE_METRICS_TOKEN is set")
    if token is not None:
        wanted = f"Bearer {token.get_secret_value()}".encode()
        given = request.headers.get("authorization", "").encode()
        if not compare_digest(wanted, given):
            raise HTTPException(
                401,
                "metrics need GUIDE_METRICS_TOKEN as bearer token",
                {"WWW-Authenticate": "Bearer"},
            )


def _is_of_this_machine(request: Request) -> bool:
    """Whether a program here asks by itself, and does not pass on what somebody else asks."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
