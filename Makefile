# Everything is done by packaging/setup.py, which also works without make.
# ARGS reaches the program (make run), pytest (make test, make proof) or the figures (make bench):
# make test ARGS="-k silence", make bench ARGS="--only start", make bench-relocation ARGS="FOLDER --sample 100".
PYTHON ?= python3
ARGS ?=

.PHONY: setup run test proof bench bench-relocation fitting lint lock
setup run test proof bench bench-relocation fitting lint lock:
	@$(PYTHON) packaging/setup.py $@ $(ARGS)
