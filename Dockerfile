# The Responsible AI Guide with its index built in; nothing is downloaded when it runs.
#
#   docker build --tag responsible-ai-guide .
#   docker run --publish 7860:7860 responsible-ai-guide
#
# Installs what `make serve` installs. The package index in use should serve the CPU build of torch:
# other builds work too, but bring gigabytes of graphics libraries that are never used. An index
# other than pip's own is named with `--build-arg PIP_INDEX_URL=...`.

FROM python:3.11-slim AS build
ARG PIP_INDEX_URL
# The last stage gets this environment whole; pip stays behind.
RUN python -m venv --without-pip /venv
WORKDIR /app
COPY LICENSE constraints.txt pyproject.toml ./
# Empty stand-ins for what pyproject.toml names. The installation only points to /app, so a change
# in the code, the documents or the README does not install everything anew.
RUN mkdir bot corpus evals index \
    && touch README.md bot/__init__.py corpus/__init__.py evals/__init__.py index/__init__.py \
    && python -m pip --python /venv/bin/python install \
        --no-cache-dir --disable-pip-version-check -c constraints.txt -e .

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    GUIDE_CORPUS=/app/corpus \
    GUIDE_DATA=/app/.data \
    PORT=7860
WORKDIR /app
# The service can write to its data folder and to nothing else under /app.
RUN useradd --uid 10001 --create-home guide \
    && install --directory --owner=guide --group=guide /app/.data
COPY --from=build /venv /venv
COPY evals evals
COPY corpus corpus
COPY index index
COPY bot bot
USER 10001
RUN python -m index build
EXPOSE 7860
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.build_opener(r.ProxyHandler({})).open(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=4)"]
CMD ["python", "-m", "bot", "serve", "--host", "0.0.0.0"]
