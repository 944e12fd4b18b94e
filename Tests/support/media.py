"""Sounds and films that tests send, and a microphone for a machine that has none."""
import io
import math
import struct
import subprocess
import wave

# A microphone that hums.
MICROPHONE = """() => { navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext(), hum = context.createOscillator(), out = context.createMediaStreamDestination();
    hum.connect(out); hum.start();
    return window.microphone = out.stream;
} }"""
REFUSED = """() => { navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError") } }"""


def hum(seconds=6, swell=3800):
    """A tone that swells and ebbs, as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / swell) ** 2 * math.sin(n * 0.17))) for n in range(8000 * seconds)))
    return out.getvalue()


def film(path):
    """A second of a film that every channel takes."""
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=duration=1:size=160x120:rate=10", "-pix_fmt", "yuv420p", path], check=True, timeout=60)
    return path


# Files that come with a paste or a drop, as no test's mouse can bring them: what happens, where, and [name, type, text] of each.
BRING = """([event, place, files]) => {
    const data = new DataTransfer();
    for (const [name, type, text] of files) data.items.add(new File([text], name, { type }));
    const more = { bubbles: true, cancelable: true };
    const target = document.querySelector(place);
    if (event === "drop") target.dispatchEvent(new DragEvent("dragover", { ...more, dataTransfer: data }));
    target.dispatchEvent(event === "paste" ? new ClipboardEvent("paste", { ...more, clipboardData: data }) : new DragEvent(event, { ...more, dataTransfer: data }));
}"""
