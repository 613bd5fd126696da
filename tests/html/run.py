"""run.py KOMPAS: HTML documents of every example, for every audience, in both languages, judged by html_check.py; the checker
itself must reject planted faults; and the same input gives the same bytes wherever it is made."""
import glob
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import html_check

kompas = os.path.abspath(sys.argv[1])
passed = failed = 0


def judge(what, faults):
    global passed, failed
    if faults:
        failed += 1
        print(f"FAIL {what}: {'; '.join(faults[:3])}")
    else:
        passed += 1


def write(command, spec, *options, **where):
    made = subprocess.run([kompas, command, spec, "--format", "html", "-o", "-", *options], capture_output=True, **where)
    return made.stdout.decode() if made.returncode == 0 else ""


# A name that runs from right to left, one that would like to be a mark, one of sixty letters.
NAMES = """kompas 1 en
partnership names "Names" {
  phase shape since 2026-09-01
  as-of 2026-11-01
  ambition "A <b>bold</b> & quoted ambition of \u05d9\u05d5\u05e0\u05d9 (30%) and others"
  party first "\u05e9\u05dc\u05d5\u05dd </script><script>alert(1)</script>" {
    interest organisational "Grow" weight high
  }
  party second "Samenwerkingsverbandpensioenuitvoeringsorganisatieadministratie" {
    interest organisational "Grow" weight high
  }
}
"""

HOSTILE = " </p><i>&amp; \u05d9\u05d5\u05e0\u05d9 --> {page}"

# What a checker that sleeps would let pass: a name, what it looks like in a sound file, and what it becomes.
PLANTED = [
    ("no doctype", r"<!DOCTYPE html>", ""),
    ("no language", r'<html lang="en">', "<html>"),
    ("a language that is none", r'<html lang="en">', '<html lang="xx">'),
    ("no title", r"<title>[^<]*</title>", "<title></title>"),
    ("no charset", r'<meta charset="utf-8">', ""),
    ("a page that may not be enlarged", r"width=device-width", "width=device-width, user-scalable=no"),
    ("no policy", r"default-src 'none'", "default-src *"),
    ("a script", r"</main>", "<script>1</script></main>"),
    ("a handler", r"<main ", '<main onclick="x()" '),
    ("a style sheet from elsewhere", r"<style>", '<style>@import "x.css";'),
    ("a font from elsewhere", r"<style>", "<style>@font-face{font-family:x}"),
    ("a picture from elsewhere", r"</main>", '<img src="https://example.org/x.png" alt="x"></main>'),
    ("a picture without words", r"</main>", '<img src="data:image/png;base64,AA"></main>'),
    ("a link to nowhere", r'href="#finding-', 'href="#nothing-'),
    ("a link to a script", r'href="#finding-\d+"', 'href="javascript:x"'),
    ("a link without words", r'(<a href="#contents">)[^<]*', r"\1"),
    ("an id twice", r"</main>", '<p id="contents">x</p></main>'),
    ("two first headings", r"</main>", "<h1>x</h1></main>"),
    ("no first heading", r"<(/?)h1>", r"<\1p>"),
    ("a heading that jumps", r"<h3>(.*?)</h3>", r"<h5>\1</h5>"),
    ("a heading without words", r"<h2>[^<]*</h2>", "<h2></h2>"),
    ("two texts", r"</main>", "</main><main></main>"),
    ("contents without a name", r'<nav id="contents" aria-label="[^"]*"', '<nav id="contents"'),
    ("a table without a caption", r"<caption.*?</caption>", ""),
    ("a head cell without a scope", r'<th scope="col"', "<th"),
    ("a row with a cell too few", r"<td><div>[^<]*</div></td></tr>|<td data-label=[^<]*<div>[^<]*</div></td></tr>", "</tr>"),
    ("a drawing without words", r'<svg role="img" aria-labelledby="[^"]*"', "<svg"),
    ("a drawing whose words are gone", r'<title id="figure-1-title">[^<]*', '<title id="figure-1-title">'),
    ("a sign that is not there", r'<symbol id="sign-1"', '<symbol id="sign-99"'),
    ("a label over a label", r'(<text x=")[\d.]+(" y=")[\d.]+("[^>]*>[^<]*</text><text x=")[\d.]+(" y=")[\d.]+"',
     r'\g<1>20\g<2>20\g<3>20\g<4>20"'),
    ("a label outside its drawing", r'<text x="[\d.]+"', '<text x="9000"'),
    ("a label as wide as the font likes", r' textLength="[\d.]+" lengthAdjust="spacingAndGlyphs"', ""),
    ("a mark that is not closed", r"</section>", ""),
    ("marks that cross", r"<strong>([^<]*)</strong>", r"<strong><em>\1</strong></em>"),
    ("a paragraph in a paragraph", r"<p>([^<]*)</p>", r"<p><p>\1</p></p>"),
    ("an item without a list", r"</main>", "<li>x</li></main>"),
    ("an order of its own for the keyboard", r'tabindex="0"', 'tabindex="3"'),
    ("a name that is not set apart", r"<bdi>([^<]*)</bdi>", r"\1"),
    ("a text that turns", r"</main>", "<p>\u202ex</p></main>"),
    ("a control character", r"</main>", "<p>\x07x</p></main>"),
]

with tempfile.TemporaryDirectory() as work:
    names = os.path.join(work, "names.kompas")
    with open(names, "w", encoding="utf-8") as file:
        file.write(NAMES)
    for spec in sorted(glob.glob("examples/*.kompas")) + [names]:
        for command in ("brief", "checklist"):
            for language in ("en", "nl"):
                for audience in ("own", "board", "partners"):
                    made = write(command, spec, "--lang", language, "--audience", audience)
                    what = f"{command} {os.path.basename(spec)} {language} {audience}"
                    judge(what, html_check.check(made) if made else ["nothing was written"])

    # every text of every example says what it should not
    for spec in sorted(glob.glob("examples/*.kompas")):
        hostile = os.path.join(work, "hostile-" + os.path.basename(spec))
        with open(spec, encoding="utf-8") as file, open(hostile, "w", encoding="utf-8") as out:
            out.write(re.sub(r'"([^"\n]+)"', lambda text: '"' + text[1] + HOSTILE + '"', file.read()))
        for command in ("brief", "checklist"):
            made = write(command, hostile, "--audience", "own")
            judge(f"{command} {os.path.basename(hostile)}", html_check.check(made) if made else ["nothing was written"])
            judge(f"{command} {os.path.basename(hostile)}, as text", [] if "&lt;/p&gt;&lt;i&gt;&amp;amp;" in made else ["not there"])

    sound = write("brief", "examples/koala.kompas", "--lang", "en", "--audience", "own")
    sound = sound.replace("</main>", "<p>by <bdi>\u05d9\u05d5\u05e0\u05d9</bdi></p></main>")
    judge("the sound file", html_check.check(sound))
    for name, pattern, instead in PLANTED:
        spoiled = re.sub(pattern, instead, sound, count=0 if name == "no first heading" else 1, flags=re.S)
        judge(f"the checker, {name}", ["it cannot be planted"] if spoiled == sound else [] if html_check.check(spoiled) else ["it passes"])

    spec = os.path.abspath("examples/veiligheidsketen.kompas")
    first = write("brief", spec)
    elsewhere = dict(os.environ, TZ="Pacific/Kiritimati", LC_ALL="tr_TR.UTF-8", LANG="nl_NL.UTF-8")
    judge("the same bytes elsewhere", [] if first and first == write("brief", spec, cwd=work, env=elsewhere) else ["they differ"])

print(f"html: {passed} passed, {failed} failed")
sys.exit(failed != 0)
