# Everything is done by wijkdeal/start, in Python; this file only gives the commands short names.
# `exec` keeps the shell out from between make and what it waits for, so that stopping one stops the other.

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
START = $(if $(PYTHON),exec "$(PYTHON)" -m wijkdeal.start,\
	echo 'Wijkdeal heeft Python 3.11 of nieuwer nodig; installeer die en probeer het opnieuw.' >&2; exit 1;)

.DEFAULT_GOAL := help
.PHONY: help run dev test check format browser lock demo bench faults gallery measure-start backup restore clean

help: ## Laat deze lijst zien
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-22s %s\n' "$$name" "$$text"; done

run: ## Start het portaal op http://127.0.0.1:8000 (andere poort: make run PORT=8001); Ctrl-C stopt alles
	@$(START) run

dev: ## Start het portaal om eraan te werken: laadt gewijzigde code zelf, toont fouten helemaal
	@$(START) dev

test: ## Draai de tests; een deel: make test ARGS='tests/projects -k propose'
	@$(START) test $(ARGS)

check: ## Draai alle controles en daarna alle tests, zoals CI
	@$(START) check
	@$(MAKE) --no-print-directory test ARGS='--cov --cov-report=term:skip-covered $(ARGS)'

format: ## Zet code en sjablonen in de vaste opmaak
	@$(START) format

browser: ## Installeer Chromium voor de browsertests, waar dat kan
	@$(START) browser

lock: ## Leg de pakketten van requirements/*.in opnieuw vast
	@$(START) lock

demo: ## Laad de voorbeeldbuurt in een lege database
	@$(START) manage demo $(ARGS)

bench: ## Meet de snelheid tegenover een kale Django-pagina
	@$(START) bench $(ARGS)

faults: ## Laat mailserver, werker en database uitvallen en tel of er mail kwijtraakt (duurt lang)
	@$(START) faults $(ARGS)

gallery: ## Maak overzichten van alle pagina's, per rol, licht en donker, smal en breed
	@$(START) python -m wijkdeal.gallery $(ARGS)

measure-start: ## Meet de eerste en de tweede start in een verse kloon
	@exec "$(PYTHON)" scripts/measure_start.py

backup: ## Maak een reservekopie van de database en de bestanden, in één bestand; gooi die van ruim een maand weg
	@$(START) backup

restore: ## Zet een reservekopie terug: make restore FILE=backups/wijkdeal-….tar (over wat er staat heen: FORCE=1)
	@$(START) restore $(if $(FILE),"$(FILE)") $(if $(filter 1,$(FORCE)),--force)

clean: ## Haal alles weg wat gemaakt is, ook de gegevens van de voorbeeldbuurt
	@$(START) clean
