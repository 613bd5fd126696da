"""Judges an HTML document that Kompas wrote by rules a program can decide: python3 html_check.py FILE.html ...

check(text) returns what is wrong, one line a fault; nothing: all is well. The rules are about this kind of file: one that needs
no other, has no script, and reads well aloud."""
import re
import sys
import unicodedata
from html.parser import HTMLParser

VOID = {"meta", "br", "col", "img", "hr", "input", "link", "base", "area", "embed", "source", "track", "wbr"}
FORBIDDEN = {"script", "link", "base", "iframe", "object", "embed", "form", "input", "button", "video", "audio", "foreignobject",
             "image", "animate", "set"}
BLOCKS = {"p", "div", "ul", "ol", "dl", "table", "figure", "section", "nav", "main", "header", "footer", "h1", "h2", "h3", "h4", "h5",
          "h6"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
PARENTS = {"li": {"ul", "ol"}, "dt": {"div", "dl"}, "dd": {"div", "dl"}, "tr": {"thead", "tbody"}, "th": {"tr"}, "td": {"tr"},
           "thead": {"table"}, "tbody": {"table"}, "caption": {"table"}, "colgroup": {"table"}, "figcaption": {"figure"}}


class Node:
    def __init__(self, name, attributes, parent):
        self.name, self.parent, self.children, self.text = name, parent, [], ""
        self.attributes = dict(attributes)

    def get(self, name):
        return self.attributes.get(name)

    def all_text(self):
        return self.text + "".join(child.all_text() for child in self.children)

    def under(self, *names):
        node = self
        while node and node.name not in names:
            node = node.parent
        return node


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("", [], None)
        self.nodes, self.faults, self.doctype = [], [], ""

    def handle_decl(self, declaration):
        self.doctype = declaration

    def handle_starttag(self, name, attributes, is_closed=False):
        names = [key for key, _ in attributes]
        if len(names) != len(set(names)):
            self.faults.append(f"<{name}> has an attribute twice")
        node = Node(name, attributes, self.here)
        node.before = len(self.here.text)
        self.here.children.append(node)
        self.nodes.append(node)
        if not is_closed and name not in VOID:
            self.here = node

    def handle_startendtag(self, name, attributes):
        self.handle_starttag(name, attributes, True)

    def handle_endtag(self, name):
        if self.here.name != name:
            self.faults.append(f"</{name}> where <{self.here.name}> is open")
            if not self.here.under(name):
                return
            self.here = self.here.under(name)
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.text += data


def is_right_to_left(letter):
    return unicodedata.bidirectional(letter) in ("R", "AL")


def head_faults(reader, say):
    if reader.doctype.lower() != "doctype html":
        say("no <!DOCTYPE html>")
    one = lambda name: [node for node in reader.nodes if node.name == name]
    for name in ("html", "head", "body", "main", "h1"):
        if len(one(name)) != 1:
            say(f"{len(one(name))} times <{name}>")
    titles = [node for node in one("title") if not node.under("svg")]
    if len(titles) != 1 or not titles[0].all_text().strip():
        say("no title")
    if not any(node.get("charset") == "utf-8" for node in one("meta")):
        say("no charset")
    names = {node.get("name"): node.get("content") for node in one("meta") if node.get("name")}
    if "width=device-width" not in names.get("viewport", "") or re.search(r"user-scalable|maximum-scale", names.get("viewport", "")):
        say("no viewport that may be enlarged")
    if not any(node.get("http-equiv") == "Content-Security-Policy" and "default-src 'none'" in node.get("content")
               for node in one("meta")):
        say("no policy against what comes from elsewhere")
    if one("html") and one("html")[0].get("lang") not in ("en", "nl"):
        say("no language")
    for node in one("nav"):
        if not node.get("aria-label"):
            say("<nav> without a name")


def id_faults(reader, say):
    ids = {}
    for node in reader.nodes:
        name = node.get("id")
        if name is None:
            continue
        if not name or re.search(r"\s", name):
            say(f"id {name!r}")
        if name in ids:
            say(f"id {name} twice")
        ids[name] = node
    for node in reader.nodes:
        for name in (node.get("aria-labelledby") or "").split() + (node.get("aria-describedby") or "").split():
            if name not in ids or not ids[name].all_text().strip():
                say(f"aria-labelledby {name} leads nowhere")
        target = node.get("href")
        if target is None:
            continue
        if target.startswith("#"):
            if target[1:] not in ids:
                say(f"link to {target} leads nowhere")
            elif node.name == "use" and ids[target[1:]].name != "symbol":
                say(f"<use> of {target}, no symbol")
        elif not re.match(r"(https?://|mailto:)", target):
            say(f"link to {target}")
        if node.name == "a" and not node.all_text().strip():
            say(f"link to {target} without words")


def outside_faults(reader, say):
    for node in reader.nodes:
        if node.name in FORBIDDEN:
            say(f"<{node.name}>")
        for name, value in node.attributes.items():
            if name.startswith("on"):
                say(f"{name} on <{node.name}>")
            if name in ("src", "srcset", "data", "poster", "xlink:href") and not (value or "").startswith("data:image/"):
                say(f"{name} from elsewhere")
            if name == "style" and re.search(r"url\(|expression|@import", value or ""):
                say("style from elsewhere")
        if node.name == "style" and re.search(r"url\(|@import|@font-face", node.text):
            say("style sheet from elsewhere")


def place_faults(reader, say):
    for node in reader.nodes:
        if node.name in PARENTS and node.parent.name not in PARENTS[node.name]:
            say(f"<{node.name}> in <{node.parent.name}>")
        if node.name in BLOCKS and node.parent.under("p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a"):
            say(f"<{node.name}> inside <{node.parent.under('p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'span', 'a').name}>")
        if node.get("tabindex") not in (None, "0"):
            say(f"tabindex {node.get('tabindex')}")
        if node.name in ("dt", "dd", "li", "th", "figcaption", "caption", "p", "h1", "h2", "h3") and not node.all_text().strip() \
                and not any(child.name in ("svg", "span", "img") for child in node.children):
            say(f"<{node.name}> without words")
        if node.get("lang") not in (None, "en", "nl"):
            say(f"lang {node.get('lang')}")


def heading_faults(reader, say):
    last = 0
    for node in reader.nodes:
        if node.name in HEADINGS:
            if HEADINGS[node.name] > last + 1:
                say(f"<{node.name}> after <h{last}>")
            last = HEADINGS[node.name]


def table_faults(reader, say):
    for table in (node for node in reader.nodes if node.name == "table"):
        captions = [child for child in table.children if child.name == "caption"]
        if len(captions) != 1 or table.children[0] is not captions[0]:
            say("<table> without a caption")
        widths = set()
        for row in (node for node in reader.nodes if node.name == "tr" and node.under("table") is table):
            widths.add(sum(int(cell.get("colspan") or 1) for cell in row.children))
        if len(widths) != 1:
            say(f"rows of {sorted(widths)} cells")
        for cell in (node for node in reader.nodes if node.name == "th" and node.under("table") is table):
            wanted = {"thead": {"col"}, "tbody": {"row", "rowgroup"}}[cell.parent.parent.name]
            if cell.get("scope") not in wanted:
                say(f"<th scope={cell.get('scope')}> in <{cell.parent.parent.name}>")


def box_of(text):
    size, width = float(text.get("font-size")), text.get("textlength")
    width = float(width) if width else size * 0.5 * len(text.text)
    x, y = float(text.get("x")), float(text.get("y"))
    return x + 0.3, y - size / 2, x + width - 0.3, y


def drawing_faults(svg, reader, say):
    if svg.get("aria-hidden") == "true":
        return
    if svg.get("role") != "img" or not (svg.get("aria-label") or svg.get("aria-labelledby")):
        say("<svg> without words")
        return
    left, top, width, height = map(float, svg.get("viewbox").split())
    texts = [node for node in reader.nodes if node.name == "text" and node.under("svg") is svg]
    boxes = [(box_of(node), node.text) for node in texts]
    for i, (box, words) in enumerate(boxes):
        if box[0] < left - 1 or box[2] > left + width + 1 or box[1] < top - 1 or box[3] > top + height + 1:
            say(f"{words!r} outside its drawing")
        for other, others in boxes[:i]:
            if box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]:
                say(f"{words!r} over {others!r}")
        if len(words) > 1 and not texts[i].get("textlength") and all(letter.isascii() for letter in words):
            say(f"{words!r} as wide as the font likes")


def picture_faults(reader, say):
    for node in reader.nodes:
        if node.name == "img" and not node.get("alt"):
            say("<img> without words")
        if node.name == "svg":
            drawing_faults(node, reader, say)
        if node.name == "figure" and not any(child.under("figure") is node and child.name == "svg" for child in reader.nodes):
            say("<figure> without a drawing")


def direction_faults(reader, say):
    for node in reader.nodes:
        if any(letter in node.text for letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"):
            say("text that turns what follows")
        if any(map(is_right_to_left, node.text)) and not node.under("bdi", "text", "title", "desc", "style"):
            say(f"{node.text.strip()[:30]!r} runs from right to left and is not set apart")
        if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", node.text):
            say("a control character")


def check(text):
    faults = []
    reader = Reader()
    reader.feed(text)
    reader.close()
    faults.extend(reader.faults)
    if reader.here is not reader.root:
        faults.append(f"<{reader.here.name}> is not closed")
    for rule in (head_faults, id_faults, outside_faults, place_faults, heading_faults, table_faults, picture_faults, direction_faults):
        rule(reader, faults.append)
    return faults


def main(paths):
    bad = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            faults = check(file.read())
        for fault in faults:
            print(f"{path}: {fault}")
        bad += bool(faults)
    return bad != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
