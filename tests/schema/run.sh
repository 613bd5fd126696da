#!/bin/sh
# run.sh KOMPAS: what Kompas writes for other programs keeps to the schemas that are published.
set -u
kompas=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$kompas" export --schema > "$work/model.schema.json" || exit 1
"$kompas" vocabulary > "$work/vocabulary.json" || exit 1
exec python3 - "$kompas" "$work" <<'PYTHON'
import csv, glob, io, json, subprocess, sys
import jsonschema

kompas, work = sys.argv[1:]
passed = failed = 0

def validate(what, value, schema):
    global passed, failed
    errors = sorted(jsonschema.Draft202012Validator(schema).iter_errors(value), key=lambda e: list(map(str, e.path)))
    if errors:
        failed += 1
        print(f"FAIL {what}: {errors[0].message[:200]} at {'/'.join(map(str, errors[0].path))}")
    else:
        passed += 1

def run(*arguments):
    return subprocess.run([kompas, *arguments], capture_output=True, text=True)

findings = json.load(open("compiler/export/schema/findings.schema.json"))
model = json.load(open(f"{work}/model.schema.json"))
jsonschema.Draft202012Validator.check_schema(findings)
jsonschema.Draft202012Validator.check_schema(model)
for spec in sorted(glob.glob("examples/*.kompas") + glob.glob("tests/golden/*/*.kompas")[::7]):
    result = run("check", "--format", "json", spec)
    validate(f"check {spec}", json.loads(result.stdout), findings)
    result = run("export", spec)
    if result.returncode == 0:
        validate(f"export {spec}", json.loads(result.stdout), model)

# The matrix and the findings rest on the same definitions, and say the same.
for spec in sorted(glob.glob("tests/golden/findings/K4009*.kompas") + glob.glob("tests/golden/findings/K4010*.kompas")):
    told = run("export", spec)
    if told.returncode != 0:
        continue
    states = {row["state"] for row in json.loads(told.stdout)["data"]["mandates"]}
    codes = {finding["code"] for finding in json.loads(run("check", "--all", "--format", "json", spec).stdout)["findings"]}
    if "K4009" in codes and not states & {"missing", "expired"} or "K4010" in codes and "too-small" not in states:
        failed += 1
        print(f"FAIL {spec}: the matrix says {states}, the findings {codes}")
    else:
        passed += 1

# What was worked out is judged too: a matrix of which the schema allows everything would tell nothing.
whole = json.loads(run("export", "examples/koala.kompas").stdout)
row = whole["data"]["mandates"][-1]
for name, spoil in {
    "a state that is none": lambda r: r.update(state="fine"),
    "an amount without a currency": lambda r: r.update({"up-to": {"amount": "5"}}),
    "people who are no references": lambda r: r.update(who=["jansen"]),
    "an unknown column": lambda r: r.update(colour="red"),
    "no partnership": lambda r: r.pop("partnership"),
}.items():
    spoiled = json.loads(json.dumps(whole))
    spoil(spoiled["data"]["mandates"][-1])
    if jsonschema.Draft202012Validator(model).is_valid(spoiled):
        failed += 1
        print(f"FAIL the schema allows {name}")
    else:
        passed += 1

# The checklist: JSON that keeps to its schema, and CSV that says the same.
checklist = json.load(open("compiler/export/schema/checklist.schema.json"))
jsonschema.Draft202012Validator.check_schema(checklist)

def expect(what, holds):
    global passed, failed
    passed, failed = passed + bool(holds), failed + (not holds)
    if not holds:
        print(f"FAIL {what}")

def rows_of(spec, *options):
    made = subprocess.run([kompas, "checklist", spec, "--format", "csv", "-o", "-", *options], capture_output=True).stdout
    lines = made.split(b"\r\n")
    expect(f"{spec}: lines end in CRLF, the last one too", lines[-1] == b"" and b"\r" not in b"".join(lines))
    return list(csv.reader(io.StringIO(made.decode(), newline=""), strict=True))

for spec in sorted(glob.glob("examples/*.kompas")):
    for audience in ("own", "board", "partners"):
        for language in ("en", "nl"):
            options = ("--audience", audience, "--lang", language)
            made = json.loads(run("checklist", spec, "--format", "json", "-o", "-", *options).stdout)
            validate(f"checklist {spec} {audience} {language}", made, checklist)
            rows = rows_of(spec, *options)
            expect(f"{spec}: every row has 8 cells", all(len(row) == 8 for row in rows))
            expect(f"{spec}: CSV and JSON agree", [(row[0], row[2]) for row in rows[1:]] ==
                   [(item["code"], item["text"]) for item in made["items"]])
            counts = made["summary"]
            expect(f"{spec}: the counts add up", counts["items"] == len(made["items"]) ==
                   counts["settled"] + counts["byHand"] + counts["atRisk"] + counts["open"])
            expect(f"{spec}: places for the consultant only", audience == "own" or '"place"' not in json.dumps(made))

# The portfolio: its checklist is that of the other schema.
shared = json.dumps(json.load(open("compiler/export/schema/portfolio.schema.json")))
shared = shared.replace("checklist.schema.json#/$defs/", "#/$defs/").replace("checklist.schema.json#/properties/summary", "#/$defs/summary")
portfolio = json.loads(shared)
portfolio["$defs"] |= checklist["$defs"] | {"summary": checklist["properties"]["summary"]}
jsonschema.Draft202012Validator.check_schema(portfolio)
rows = model["properties"]["data"]["properties"]
for audience in ("own", "board", "partners"):
    for language in ("en", "nl"):
        options = ("--audience", audience, "--lang", language)
        made = json.loads(run("portfolio", "examples/zorgregio/ijsselhof.kompas", "--format", "json", "-o", "-", *options).stdout)
        validate(f"portfolio {audience} {language}", made, portfolio)
        for name, table in made["data"].items():
            validate(f"portfolio {name} {audience} {language}", table, {**rows[name], "$defs": model["$defs"]})
        expect(f"portfolio {audience}: places for the consultant only", audience == "own" or '"place"' not in json.dumps(made))

# A spreadsheet must not run what a spec says.
for sign in "=", "+", "-", "@":
    with open(f"{work}/formula.kompas", "w") as file:
        file.write(open("examples/koala.kompas").read().replace('exit "Six', f'exit "{sign}cmd(1),\'Six'))
    cells = [cell for row in rows_of(f"{work}/formula.kompas") for cell in row if "cmd(1)" in cell]
    expect(f"a cell that begins with {sign}", cells and all(cell.startswith("'" + sign) for cell in cells))

# What must not pass, does not: the schema is no open door.
sound = json.loads(run("check", "--format", "json", "examples/telecom-mixed.kompas").stdout)
for name, spoil in {
    "a severity that is none": lambda f: f.update(severity="fatal"),
    "line 0": lambda f: f.update(line=0),
    "an unknown member": lambda f: f.update(colour="red"),
    "no fingerprint": lambda f: f.pop("fingerprint"),
}.items():
    spoiled = json.loads(json.dumps(sound))
    spoil(spoiled["findings"][0])
    if jsonschema.Draft202012Validator(findings).is_valid(spoiled):
        failed += 1
        print(f"FAIL the schema allows {name}")
    else:
        passed += 1
print(f"schema: {passed} passed, {failed} failed")
sys.exit(failed != 0)
PYTHON
