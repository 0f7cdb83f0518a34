# The processes of docker-compose.yml. Root's part ends before anything of ours runs.
FROM python:3.11-slim
RUN useradd --create-home --uid 10001 heyan && mkdir /data && chown heyan /data
WORKDIR /app
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt
COPY manage.py pyproject.toml ./
COPY platform platform
COPY templates templates
USER heyan
ENTRYPOINT ["python"]
