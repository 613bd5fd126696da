"""A browser driven over WebDriver, with nothing but Python's own library: Debian's chromium and chromium-driver."""
import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request


class Browser:
    def __init__(self, width, height, phone=False):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.driver = subprocess.Popen([shutil.which("chromedriver"), f"--port={port}"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
        options = {"args": ["--headless=new", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}"]}
        if os.getuid() == 0:
            options["args"].append("--no-sandbox")
        if phone:
            options["mobileEmulation"] = {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 1.0}}
        wanted = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options,
                                                   "goog:loggingPrefs": {"browser": "ALL"}}}}
        for _ in range(100):
            try:
                self.session = self.call("/session", wanted)["sessionId"]
                return
            except urllib.error.URLError as problem:
                if isinstance(problem, urllib.error.HTTPError):
                    raise RuntimeError(problem.read().decode()) from problem
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def call(self, path, body=None, method="POST"):
        data = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def __call__(self, command, body=None):
        return self.call(f"/session/{self.session}/{command}", body)

    def open(self, path):
        self("url", {"url": "file://" + os.path.abspath(path)})

    def run(self, script, *arguments):
        """The value that the script returns; a script may return a promise."""
        return self("execute/sync", {"script": script, "args": list(arguments)})

    def console(self):
        return self("se/log", {"type": "browser"})

    def picture(self, path):
        """The whole page as PNG."""
        size = self.run("return [document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        shot = self("goog/cdp/execute", {"cmd": "Page.captureScreenshot", "params": {
            "captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1}}})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def print(self):
        """The page as PDF, as the browser prints it."""
        made = self("goog/cdp/execute", {"cmd": "Page.printToPDF", "params": {"preferCSSPageSize": True,
                                                                            "printBackground": False}})
        return base64.b64decode(made["data"])

    def close(self):
        try:
            self.call(f"/session/{self.session}", method="DELETE")
        except OSError:
            pass
        self.driver.terminate()
        self.driver.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
