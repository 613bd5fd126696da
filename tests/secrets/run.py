"""run.py KOMPAS: what is sensitive stays with the consultant.

Every example of the vocabulary that can be marked `sensitive` is put at its place in a spec, with a secret of its own in each text
of it. Then, in every format of every command that knows audiences: no output for board or partners holds a secret, in bytes,
in unpacked streams or in extracted text; and with other secrets those outputs are the same to the byte, for partners also with
other dates and amounts (the board is told how many findings were left out, and that may change). What the vocabulary keeps
from partners without a mark is tried likewise."""
import json, os, re, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
root = os.path.join(here, "..", "..")
kompas = os.path.realpath(sys.argv[1])
skeleton = open(os.path.join(root, "tests/unit/vocabulary/skeleton.kompas"), encoding="utf-8").read()
work = tempfile.TemporaryDirectory()
os.chdir(work.name)
passed, failed = 0, 0


def run(*arguments):
    return subprocess.run([kompas, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def expect(holds, what):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print("FAIL " + what)


# ---- what can be marked ----

vocabulary = json.loads(run("vocabulary").stdout)
concepts = {concept["key"]: concept for concept in vocabulary["concepts"]}
markers = set(re.findall(r"#@ ([a-z-]+)", skeleton))


def place_of(key):
    """Where a statement of a concept may stand in the skeleton."""
    for other in vocabulary["concepts"]:
        for part in other["properties"]:
            if part["place"] == "line" and part["type"].get("object") == key and other["key"] in markers:
                return other["key"]
    return "top" if concepts[key].get("atTop") else "common" if key == "common" else None


def kept(concept, part):
    """What partners may not see of a statement: the whole of it, or its amounts alone."""
    texts = [one for one in concept["properties"] if set(one["type"]["kinds"]) & {"string", "text"} and one["key"] != "confirmed-by"]
    return "all" if part["place"] == "line" or all(one.get("notForPartners") for one in texts) else "amounts"


def examples():
    """Every example of a statement, once, with the marker it goes to."""
    seen = {}
    for concept in vocabulary["concepts"]:
        if concept.get("library"):
            continue
        own = place_of(concept["key"])
        if concept.get("example") and own:
            seen.setdefault((own, concept["example"]), None)
        for part in concept["properties"]:
            if not part.get("example"):
                continue
            inside = concept["key"] if part["place"] == "line" else own
            words = part["words"]["en"] if part["place"] == "line" else concept.get("words", {}).get("en", [])
            if inside in markers and part["example"].split()[0] in words:
                seen.setdefault((inside, part["example"]), part.get("notForPartners") and kept(concept, part))
    return [(marker, text, reserved) for (marker, text), reserved in seen.items()]


def rounds(chosen):
    """First examples of each keyword at each place, then second ones: those of one round seldom get in each other's way."""
    seen, order = {}, []
    for marker, text, reserved in chosen:
        key = (marker, text.split()[0])
        seen[key] = seen.get(key, -1) + 1
        order.append((seen[key], marker == "top", marker, text, reserved))
    table = {}
    for turn, top, *rest in order:
        table.setdefault((top, turn), []).append(tuple(rest))
    return [table[key] for key in sorted(table)]


def mark(text):
    """Marks the statement itself: everything in its block is then sensitive too."""
    first, *rest = text.split("\n")
    if re.search(r"\bsensitive\b", first):
        return text
    if '"""' in first:
        end = next(i for i, line in enumerate(rest) if '"""' in line)
        rest[end] += " sensitive"
        return "\n".join([first, *rest])
    first = re.sub(r"\s*\{$", " sensitive {", first) if first.rstrip().endswith("{") else first + " sensitive"
    return "\n".join([first, *rest])


def word_of(number, start):
    """A word that stands in no language, too short to be hyphenated: Qz and five letters."""
    letters = ""
    for _ in range(5):
        number, letter = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[letter]
    return start + letters


class Planter:
    """Replaces the texts of examples by secrets, each another."""

    def __init__(self, start, more, shift):
        self.start, self.more, self.shift, self.count = start, more, shift, 0

    def secret(self, _):
        self.count += 1
        return '"' + word_of(self.count, self.start) + self.more + '"'

    def plant(self, text):
        text = re.sub(r'"""(?:.|\n)*?"""', lambda m: '"""\n  ' + self.secret(m)[1:-1] + '\n"""', text)
        text = re.sub(r'(?<!")"[^"\n]+"(?!")', self.secret, text)
        if self.shift:
            text = re.sub(r"(EUR \d+)", r"\g<1>7", text)
            text = re.sub(r"(\d{4}-\d\d-)0([1-7])\b", lambda m: m[1] + "0" + str(int(m[2]) + 1), text)
        return text


def spec_of(parts):
    """The skeleton with each example at its marker."""
    text = skeleton
    for marker, example in parts:
        text = text.replace("#@ " + marker + "\n", example.replace("\n", "\n") + "\n#@ " + marker + "\n", 1)
    return re.sub(r" *#@ [a-z-]+\n", "", text)


def is_valid(text):
    with open("try.kompas", "w", encoding="utf-8") as file:
        file.write(text)
    answer = json.loads(run("check", "--format", "json", "try.kompas").stdout)
    return not any(finding["code"].startswith("K0") and finding["severity"] == "error" for finding in answer["findings"])


VARIANTS = (("Qz", "", False), ("Xw", " and more of it", False), ("Xw", " and more of it", True))


def variants(chosen, sensitive):
    """The same examples with secrets, with other secrets, and with other values besides."""
    made = []
    for start, more, shift in VARIANTS:
        planter = Planter(start, more, shift)
        made.append([(marker, planter.plant(mark(text) if sensitive else text)) for marker, text, _ in chosen])
    return made


def bundle(chosen, sensitive):
    """Bundles of examples that can stand in one spec together, and those that can stand in none."""
    if not chosen:
        return [], []
    if all(is_valid(spec_of(parts)) for parts in variants(chosen, sensitive)):
        return [chosen], []
    if len(chosen) == 1:
        return [], chosen
    half = len(chosen) // 2
    left, right = bundle(chosen[:half], sensitive), bundle(chosen[half:], sensitive)
    return left[0] + right[0], left[1] + right[1]


# ---- what is handed over ----

names = [line.split()[0] for line in run("--help").stdout.decode().split("commands:\n")[1].split("\n\n")[0].split("\n")]
commands = [(name, run(name, "--help").stdout.decode()) for name in names]


def outputs_for(audience, everything):
    """Commands that know audiences, in every format they have."""
    for command, text in commands:
        if "--audience" not in text or " FILE" not in text.split("\n")[0]:
            continue
        formats = re.search(r"--format .*: (\S+)", text)
        for kind in formats[1].split("|") if formats else [None]:
            if kind == "pdf" and not everything:
                continue
            arguments = [command, "spec.kompas", "--audience", audience]
            if "--partnership" in text and command != "show":
                arguments += ["--partnership", "koala"]
            if kind:
                arguments += ["--format", kind, "-o", "-"]
            yield " ".join(arguments[:1] + arguments[2:]), arguments


def decoded(data):
    """The bytes, with streams unpacked, attachments and text taken out, and UTF-16 read."""
    if not data.startswith(b"%PDF"):
        return data.decode("utf-8", "replace")
    with open("out.pdf", "wb") as file:
        file.write(data)
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "out.pdf", "plain.pdf"], check=True)
    plain = open("plain.pdf", "rb").read()
    text = subprocess.run(["pdftotext", "out.pdf", "-"], stdout=subprocess.PIPE, check=True).stdout
    strings = b"".join(bytes.fromhex(m.decode()) for m in re.findall(rb"<([0-9a-fA-F]{4,})>", plain) if len(m) % 2 == 0)
    wide = strings.decode("utf-16-be", "replace") + plain.decode("utf-16-be", "replace") + plain[1:].decode("utf-16-be", "replace")
    return plain.decode("latin-1") + text.decode() + wide


def write_spec(text):
    with open("spec.kompas", "w", encoding="utf-8") as file:
        file.write(text)


def compare(texts, names, turn, audiences=("board", "partners"), needle=r"(?:Qz|Xw)[bcdfghjklmnpqrstvwxz]{5}"):
    """What is handed over of specs that differ only in what may not be seen. Every command in one of the languages; PDF now and then."""
    language = ["--lang", "en" if turn % 2 else "nl"]
    for audience in audiences:
        for what, arguments in outputs_for(audience, everything or turn % 8 == 0):
            write_spec(texts[0])
            one = run(*arguments, *language)
            write_spec(texts[1] if audience == "board" else texts[2])
            other = run(*arguments, *language)
            if one.returncode == 2 and b"several" in one.stderr:
                continue  # two partnerships or organisations in the file: the command wants to know which
            expect(one.stdout and one.returncode == 0, f"{what}: nothing is written ({names}): {one.stderr.decode()[-300:]}")
            expect(one.stdout == other.stdout, f"{what}: other secrets, other bytes ({names})")
            found = sorted(set(re.findall(needle, decoded(one.stdout))))
            expect(not found, f"{what}: holds {', '.join(found)} ({names})")


def own_statements():
    """The skeleton with each statement of its own marked, one at a time: what may stand in a spec once only."""
    lines = spec_of([]).split("\n")
    for number, line in enumerate(lines):
        word = line.split()[0] if line.split() else ""
        if not word or word[0] in "#}" or word in ("kompas", "partnership", "organisation", "project"):
            continue
        depth, end = line.count("{") - line.count("}"), number
        while depth > 0:
            end += 1
            depth += lines[end].count("{") - lines[end].count("}")
        whole = "\n".join(lines[number:end + 1])
        texts = []
        for start, more, shift in VARIANTS:
            texts.append("\n".join(lines[:number] + [Planter(start, more, shift).plant(mark(whole))] + lines[end + 1:]))
        if all(is_valid(text) for text in texts):
            yield line.strip(), texts


def names_of(chosen):
    return ", ".join(sorted({text.split()[0] for _, text, _ in chosen}))[:120]


everything = bool(os.environ.get("TEST_ALL"))
bundles, alone = [], []
for chosen in rounds(examples()):
    fitting, left = bundle(chosen, True)
    bundles += fitting
    alone += left
bundles.sort(key=len, reverse=True)
count = sum(len(one) for one in bundles)
expect(count > 300, f"only {count} places can be marked")
if os.environ.get("LIST"):
    for marker, text, _ in alone:
        print("not:", marker, "|", text.split("\n")[0])
for number, chosen in enumerate(bundles):
    compare([spec_of(parts) for parts in variants(chosen, True)], names_of(chosen), number)
lines = 0
for number, (line, texts) in enumerate(own_statements()):
    lines += 1
    compare(texts, line, number)
expect(lines > 25, f"only {lines} statements of the skeleton can be marked")
print(f"{count} examples in {len(bundles)} specs, {lines} statements by themselves; not to be marked: {len(alone)}")

# What partners may not see though it is not marked: texts and amounts appear nowhere, other ones change nothing.
whole = [one for one in examples() if one[2] == "all" and '"' in one[1]]
amounts = [one for one in examples() if one[2] and "EUR" in one[1]]
expect(len(whole) > 3 and amounts, "too little is kept from partners")
for chosen in rounds(whole):
    for fitting in bundle(chosen, False)[0]:
        first, second, _ = (spec_of(parts) for parts in variants(fitting, False))
        compare([first, second, second], names_of(fitting), 0, ("partners",))
for one in amounts:
    text = spec_of([(one[0], one[1].replace("250_000", "417_263"))])
    compare([text] * 3, one[1], 0, ("partners",), r"417[.,_]?263")

# The test can see: for own, the secrets are in the text, in the attachment, and where they belong in the document.
write_spec(spec_of(variants(bundles[0], True)[0]))
own = run("brief", "spec.kompas", "--audience", "own", "--partnership", "koala", "-o", "-")
expect(len(set(re.findall(r"Qz[bcdfghjklmnpqrstvwxz]{5}", decoded(own.stdout)))) > 20, "for own the secrets are not found")
show = run("show", "spec.kompas", "--audience", "own", "--partnership", "koala")
expect(len(set(re.findall(rb"Qz[bcdfghjklmnpqrstvwxz]{5}", show.stdout))) > 20, "show for own does not say the secrets")

print(f"secrets: {passed} passed, {failed} failed")
sys.exit(failed > 0)
