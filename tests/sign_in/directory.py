"""A small OpenID Connect provider as a process of its own: `python tests/sign_in/directory.py 9000`.

As strict as a real one about what the portal sends (PKCE with S256, secret, one use per code), and signed
like one. Who sits at it is told by the test: `as` on the address of the sign-in page holds the claims.
"""

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portal", "geheim-nur-im-test"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
codes: dict[str, dict] = {}  # code → what was asked and who sat there
tokens: dict[str, dict] = {}  # access token → claims


class Directory(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = {
            "/.well-known/openid-configuration": self.configuration,
            "/authorize": self.authorize,
            "/userinfo": self.userinfo,
            "/keys": self.keys,
        }[urlsplit(self.path).path]
        page()

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
        asked = codes.pop(form["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        right = (
            asked is not None
            and (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
            and form["redirect_uri"] == asked["redirect_uri"]
            and asked["code_challenge"] == challenge.rstrip(b"=").decode()
        )
        if not right:
            self.answer({"error": "invalid_grant"}, 400)
            return
        access = secrets.token_urlsafe()
        tokens[access] = asked["claims"]
        now = int(time.time())
        claims = {"iss": self.home, "aud": CLIENT, "iat": now, "exp": now + 60, **asked["claims"]}
        identity = jwt.encode(claims, KEY, "RS256", headers={"kid": "1"})
        self.answer({"access_token": access, "token_type": "Bearer", "id_token": identity})

    @property
    def home(self) -> str:
        return f"http://{self.headers['Host']}"

    def configuration(self) -> None:
        self.answer(
            {
                "issuer": self.home,
                "authorization_endpoint": f"{self.home}/authorize",
                "token_endpoint": f"{self.home}/token",
                "userinfo_endpoint": f"{self.home}/userinfo",
                "jwks_uri": f"{self.home}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        )

    def authorize(self) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        if asked.get("code_challenge_method") != "S256" or asked["client_id"] != CLIENT:
            self.answer({"error": "invalid_request"}, 400)
            return
        code = secrets.token_urlsafe()
        codes[code] = asked | {"claims": json.loads(asked["as"])}
        self.send_response(302)
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def userinfo(self) -> None:
        self.answer(tokens[self.headers["Authorization"].removeprefix("Bearer ")])

    def keys(self) -> None:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        self.answer({"keys": [public | {"kid": "1", "use": "sig", "alg": "RS256"}]})

    def answer(self, what: dict, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *args: object) -> None:
        """Silent."""


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Directory).serve_forever()
