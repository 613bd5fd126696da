"""seeds.py DIR: small PDFs with embedded files, and logos, for the fuzz targets that do not read specs."""
import os, struct, sys, zlib

out = sys.argv[1]
for name in ("fuzz_extract", "fuzz_logo"):
    os.makedirs(os.path.join(out, name), exist_ok=True)

def write(name, data):
    with open(os.path.join(out, name), "wb") as file:
        file.write(data)

def stream(number, entries, data):
    return b"%d 0 obj\n<<%s /Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, entries, len(data), data)

end = b"trailer\n<</Root 1 0 R>>\n%%EOF\n"
text = b"kompas 1 en\n"
plain = b"%PDF-1.7\n1 0 obj\n<</Type /Filespec /F (a.kompas) /UF <FEFF0061002E> /EF <</F 2 0 R>>>>\nendobj\n"
write("fuzz_extract/plain.pdf", plain + stream(2, b"/Type /EmbeddedFile", text) + end)
write("fuzz_extract/flate.pdf", plain + stream(2, b"/Filter /FlateDecode", zlib.compress(text)) + end)
packed = b"1 0 <</F (a\\(\\051\\\n.kompas) /EF <</UF 2 0 R>>>>"
write("fuzz_extract/packed.pdf", b"%PDF-1.7\n" + stream(3, b"/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode]", zlib.compress(packed))
      + stream(2, b"", text) + stream(4, b"/Type /XRef", b"x"))

def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

def png(width, height, depth, colour, rows, more=b""):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)) + more
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))

write("fuzz_logo/rgba.png", png(3, 2, 8, 6, (b"\0" + b"\x20\x40\x60\x80" * 3) * 2))
write("fuzz_logo/palette.png", png(4, 2, 2, 3, b"\0\x1b\0\xe4", chunk(b"PLTE", b"\0\0\0\xff\0\0\0\xff\0\0\0\xff") + chunk(b"tRNS", b"\0\x80")))
write("fuzz_logo/grey16.png", png(2, 2, 16, 0, b"\0\x12\x34\x56\x78\0\xff\xff\0\0"))
write("fuzz_logo/shapes.svg", b"""<svg viewBox="0 0 9 9"><g transform="translate(1 2) rotate(9,1,1) scale(2)" style="fill:#123;stroke:rgb(1,2%,3)">
<rect x="1" y="1" width="5" height="3" rx="1"/><circle cx="3" cy="3" r="2"/><ellipse cx="1" cy="1" rx="2" ry="1"/><line x1="0" y1="0" x2="3" y2="4"/>
<polygon points="0,0 4,0 4,4"/><polyline points="1 1 2 2 3 1"/><path d="M0 0h1v2l1 1c1 1 2 2 3 3s1 1 2 2q1 1 2 0t1 1a2 3 9 0 1 4 4zm1 1L2 2"/></g></svg>""")
