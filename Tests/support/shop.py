"""A customer's web site on an origin of its own, with the chat widget in it."""
import http.server
import threading

PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Zapatería El Paso</title>
<link rel="icon" href="data:,">
<main>
  <h1>Zapatería El Paso</h1>
  <p><a href="/">Inicio</a> <a href="/ofertas">Ofertas</a></p>
  <p>Zapatos hechos a mano desde 1962.</p>
</main>
<script src="{base}/widget.js" data-account="tienda" async></script>
</html>
"""


class Shop:
    def __init__(self, base, language="es"):
        page = PAGE.format(base=base, language=language).encode()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()
