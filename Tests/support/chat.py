"""A customer who writes in the shop's chat by its interface, without a browser."""
import uuid


class Customer:
    def __init__(self, world, account="tienda"):
        self.account = account
        self.client = world.visitor()
        session = self.client.post(f"/chat/{account}/sessions", {}).json()
        self.client.session.headers["Authorization"] = f"Bearer {session['token']}"

    def write(self, text):
        return self._put(f"messages/{uuid.uuid4()}", json={"kind": "text", "text": text})

    def send(self, name, type, data, text=None):
        id = str(uuid.uuid4())
        self._put(f"attachments/{id}", data=data, headers={"Content-Type": type, "Content-Disposition": f'attachment; filename="{name}"'})
        return self._put(f"messages/{uuid.uuid4()}", json={"kind": "media", "attachments": [id], **({"text": text} if text else {})})

    def read(self, message):
        self.client.put(f"/chat/{self.account}/read", {"message": message})

    def _put(self, path, **options):
        return self.client.put(f"/chat/{self.account}/{path}", **options).json()
