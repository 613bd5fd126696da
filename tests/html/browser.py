"""browser.py KOMPAS [AXE.js]: HTML documents in a real browser (Debian's chromium and chromium-driver): at the widths of a phone
and a desk, with other fonts than the measured one, on paper, and for people who cannot see or use a mouse. With the path of
axe-core's axe.min.js its rules are run as well."""
import glob
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from webdriver import Browser

kompas = os.path.abspath(sys.argv[1])
axe = open(sys.argv[2], encoding="utf-8").read() if len(sys.argv) > 2 else ""
passed = failed = 0

SIDEWAYS = """
const width = document.documentElement.clientWidth;
return [...document.body.querySelectorAll('*')].filter(e => !e.closest('.drawing, .symbols, .unseen, .skip, thead, header > svg'))
  .filter(e => e.getBoundingClientRect().right > width + 1).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 40)).slice(0, 3)"""

# Labels in figures keep their places in a font that runs wider than the one they were measured in.
OVERLAPS = """
const found = [];
for (const svg of document.querySelectorAll('figure svg')) {
  const boxes = [...svg.querySelectorAll('text')].map(e => [e.getBBox(), e.getComputedTextLength(), e]);
  for (const [i, [a, length, e]] of boxes.entries()) {
    const middle = b => [b.x + 0.5, b.y + b.height * 0.45, b.x + b.width - 0.5, b.y + b.height * 0.75], one = middle(a);
    for (const [b] of boxes.slice(0, i)) {
      const other = middle(b);
      if (one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]) found.push(e.textContent);
    }
    const view = svg.viewBox.baseVal;
    if (a.x < view.x - 2 || a.x + a.width > view.x + view.width + 2) found.push('outside: ' + e.textContent);
  }
}
return found.slice(0, 3)"""

CONTRAST = """
const light = c => { c /= 255; return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4) };
const of = text => { const [r, g, b] = text.match(/[\\d.]+/g).map(Number); return 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b) };
const found = [];
for (const e of document.body.querySelectorAll('*')) {
  const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || e.closest('title, desc, .unseen, .skip')) continue;
  const colour = e.closest('svg') ? getComputedStyle(e).fill : getComputedStyle(e).color;
  const ratio = 1.05 / (of(colour) + 0.05);
  if (ratio < 4.5) found.push(e.textContent.trim().slice(0, 30) + ' ' + ratio.toFixed(1));
}
return found.slice(0, 3)"""

# What can be reached by keyboard has a name; every link leads to something that is shown.
REACH = """
const found = [];
for (const e of document.querySelectorAll('a[href], [tabindex]')) {
  if (!e.getClientRects().length && !e.matches('.skip, .back a')) found.push('hidden: ' + e.textContent.slice(0, 30));
  const target = (e.getAttribute('href') || '').startsWith('#') && document.getElementById(decodeURIComponent(e.getAttribute('href').slice(1)));
  if (target && !target.getClientRects().length) found.push('leads to what is hidden: ' + e.textContent.slice(0, 30));
}
return found.slice(0, 3)"""

SMALL = """
return [...document.body.querySelectorAll('p, li, td, th, dd, a')].filter(e => !e.closest('.unseen') && parseFloat(getComputedStyle(e).fontSize) < 12)
  .map(e => e.textContent.trim().slice(0, 30)).slice(0, 3)"""

AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 120))))"""


def judge(what, faults):
    global passed, failed
    if faults:
        failed += 1
        print(f"FAIL {what}: {'; '.join(map(str, faults[:3]))}")
    else:
        passed += 1


def judge_page(browser, what, fonts):
    judge(f"{what}, nothing sideways", browser.run(SIDEWAYS))
    judge(f"{what}, nothing too small", browser.run(SMALL))
    judge(f"{what}, contrast", browser.run(CONTRAST))
    judge(f"{what}, by keyboard", browser.run(REACH))
    for font in fonts:
        browser.run("document.documentElement.style.setProperty('--font', arguments[0])", font)
        judge(f"{what}, labels in {font}", browser.run(OVERLAPS))
    browser.run("document.documentElement.style.removeProperty('--font')")
    judge(f"{what}, no complaints", [line["message"] for line in browser.console()])
    if axe:
        browser("goog/cdp/execute", {"cmd": "Runtime.evaluate", "params": {"expression": axe}})
        judge(f"{what}, axe", browser("execute/async", {"script": AXE, "args": []}))


def judge_paper(browser, what, work, headings):
    path = os.path.join(work, "paper.pdf")
    with open(path, "wb") as file:
        file.write(browser.print())
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True).stdout
    plain = re.sub(r"\s+", "", text)
    judge(f"{what}, all parts on paper", [h for h in headings if re.sub(r"\s+", "", h) not in plain])
    pages = text.count("\f")
    judge(f"{what}, pages are counted", [] if re.search(rf"{pages}\s+(of|van)\s+{pages}", text) else [f"{pages} pages"])
    judge(f"{what}, no page is empty", [n + 1 for n, page in enumerate(text.split("\f")[:-1]) if len(page.strip()) < 100])


# Faults that the checks must see: how each is planted, and the check.
PLANTED = [
    ("labels as wide as the font likes", "document.documentElement.style.setProperty('--font', 'monospace');"
     "document.querySelectorAll('text').forEach(e => { e.removeAttribute('textLength'); e.removeAttribute('lengthAdjust') })", OVERLAPS),
    ("a pale text", "document.querySelector('main p').style.color = '#bbb'", CONTRAST),
    ("a wide word", "document.querySelector('main p').innerHTML = '<span style=\"white-space:nowrap\">' + 'w'.repeat(999) + '</span>'", SIDEWAYS),
    ("a small text", "document.querySelector('main p').style.fontSize = '9px'", SMALL),
    ("a link to what is hidden", "document.querySelector('section').style.display = 'none'", REACH),
]


def judge_checks(browser, path):
    for name, plant, check in PLANTED:
        browser.open(path)
        browser.run(plant)
        judge(f"the check sees {name}", [] if browser.run(check) else ["it does not"])
    if axe:
        browser.open(path)
        browser.run("document.documentElement.removeAttribute('lang')")
        browser("goog/cdp/execute", {"cmd": "Runtime.evaluate", "params": {"expression": axe}})
        judge("axe sees a page without a language", [] if browser("execute/async", {"script": AXE, "args": []}) else ["it does not"])


with tempfile.TemporaryDirectory() as work:
    files = []
    for spec in sorted(glob.glob("examples/*.kompas")):
        for command, language in (("brief", "nl"), ("checklist", "en")):
            path = os.path.join(work, f"{os.path.basename(spec)}-{command}-{language}.html")
            subprocess.run([kompas, command, spec, "--lang", language, "--audience", "own", "-o", path], check=True,
                           stderr=subprocess.DEVNULL)
            files.append(path)
    for width, height, phone in ((390, 844, True), (320, 568, True), (1280, 900, False)):
        with Browser(width, height, phone) as browser:
            for path in files:
                browser.open(path)
                what = f"{os.path.basename(path)} at {width}"
                judge_page(browser, what, () if phone else ("Lato", "DejaVu Sans", "Liberation Sans", "monospace"))
                if not phone:
                    headings = browser.run("return [...document.querySelectorAll('h1, h2')].map(e => e.textContent)")
                    judge_paper(browser, what, work, headings)
            if not phone:
                judge_checks(browser, files[0])

print(f"html-browser: {passed} passed, {failed} failed")
sys.exit(failed != 0)
