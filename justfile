# Recipes for people; the machine runs .ci/run.

# start the program
run *args:
    cargo run --release -- {{args}}

# all tests
test:
    cargo test

# accept changed snapshots (look at each one)
snapshots:
    INSTA_UPDATE=always cargo test

# what .ci/run runs
ci:
    bash .ci/run

# formatting and lints
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings

# benchmarks
bench:
    cargo bench

# licences and sources of the dependencies
deny:
    cargo deny check bans licenses sources

# sample reports of three examples (PDF, HTML, Word) into out/, which is not committed
samples:
    mkdir -p out
    for name in community-bank hospital-group seed-stage-software; do \
        cargo run --release -- report examples/$name.toml --force --date 2026-11-21 \
            -o out/$name.pdf -o out/$name.html -o out/$name.docx; \
    done
