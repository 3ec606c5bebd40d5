.DEFAULT_GOAL := help

run: ## Start the server, everything embedded
	./mvnw spring-boot:run

test: ## Everything CI runs
	./mvnw -B verify

format: ## Bring the code into form
	./mvnw -q spotless:apply

package: ## Build target/hedgerow.jar
	./mvnw -q -DskipTests package

bench: package ## Measure how fast the server starts
	bench/startup.sh

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run test format package bench help
