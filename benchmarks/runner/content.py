# What the servers are given to serve and the generators to send: made below build/bench/content.
import json
import os
import subprocess

from places import CONTENT

CERTIFICATE, KEY = os.path.join(CONTENT, "certificate.pem"), os.path.join(CONTENT, "key.pem")


def path_of(name):
    return os.path.join(CONTENT, name)


def order():
    """About 1 KB, as a shop would get it."""
    items = [{"sku": f"SKU-{number:06}-RED", "quantity": number, "price": 1999 + number} for number in range(1, 16)]
    return json.dumps({"customer": "Ada Lovelace", "note": "Leave it at the door, please.", "items": items})


def write(name, data):
    with open(path_of(name), "wb") as file:
        file.write(data)


def make():
    os.makedirs(CONTENT, exist_ok=True)
    write("order.json", order().encode())
    write("blob", bytes(range(256)) * 400)
    write("page.html", b"<!doctype html>" + b"x" * (32 * 1024 - 15))
    if os.path.exists(CERTIFICATE):
        return
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-days", "30", *names, "-keyout", KEY, "-out", CERTIFICATE], check=True, capture_output=True,
                   timeout=30)
