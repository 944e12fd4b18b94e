import assert from "node:assert/strict";
import { test } from "node:test";
import { placeFor } from "../../Web/cases/audio-player.js";
import { kindOfSound, record, whyNoMicrophone } from "../../Web/cases/recorder.js";
import { barsOf } from "../../Web/cases/use-recording.js";
import { BARS, peaksOf, wavePaths } from "../../Web/cases/waveform.js";

test("bars are as loud as their share of the sound; the loudest is whole", () => {
  const samples = [...Array(100).fill(0), ...Array(100).fill(0.25), ...Array(100).fill(-0.5), ...Array(100).fill(0)];
  assert.deepEqual(peaksOf(samples, 4), [0, 0.5, 1, 0]);
  assert.deepEqual(peaksOf(Array(400).fill(0), 4), [0, 0, 0, 0], "silence divides by nothing");
  assert.equal(peaksOf([0.5, 0.5, 0.5], BARS).length, BARS, "shorter than its bars");
  assert.ok(peaksOf([], BARS).every((bar) => bar === 0));
});

test("the shape takes the same place known or not, and parts where it was played to", () => {
  const count = (/** @type {string | undefined} */ path) => (path?.match(/M/g) ?? []).length;
  for (const peaks of [null, Array(BARS).fill(1), Array(BARS).fill(0)]) {
    for (const played of [0, 0.5, 1]) {
      const [done, rest] = wavePaths(peaks, played);
      assert.equal(count(done), Math.round(BARS * played));
      assert.equal(count(done) + count(rest), BARS);
      for (const found of `${done}${rest}`.matchAll(/M(\d+) ([\d.]+)v([\d.]+)/g)) {
        assert.ok(Number(found[2]) >= 0 && Number(found[2]) + Number(found[3]) <= 22, found[0]);
      }
    }
  }
});

test("the arrows move two seconds, the pages ten, and never beyond the ends", () => {
  assert.deepEqual(["ArrowRight", "ArrowLeft", "PageUp", "Home", "End", "x"].map((key) => placeFor(key, 5, 23)), [7, 3, 15, 0, 23, null]);
  assert.equal(placeFor("ArrowLeft", 1, 23), 0);
  assert.equal(placeFor("PageUp", 20, 23), 23);
});

test("while it is recorded the newest loudness stands at the end; afterwards the whole of it is seen", () => {
  assert.deepEqual(barsOf([0.5, 1], true).slice(-3), [0, 0.5, 1]);
  assert.equal(barsOf([0.5, 1], true).length, BARS);
  const long = Array.from({ length: BARS * 10 }, (_, index) => (index === 5 ? 1 : 0));
  assert.deepEqual(barsOf(long, false).map((bar, index) => (bar > 0 ? index : -1)).filter((index) => index >= 0), [0], "a short cry is not lost between bars");
  assert.equal(barsOf([], false).length, BARS);
});

test("opus in ogg is taken where the browser has it, else what it has", () => {
  assert.equal(kindOfSound(() => true), "audio/ogg;codecs=opus");
  assert.equal(kindOfSound((kind) => kind.startsWith("audio/webm")), "audio/webm;codecs=opus");
  assert.equal(kindOfSound(() => false), "");
});

test("why there is no microphone is told apart", () => {
  const named = (/** @type {string} */ name) => Object.assign(new Error("x"), { name });
  assert.deepEqual(["NotAllowedError", "NotFoundError", "NotReadableError"].map((name) => whyNoMicrophone(named(name))), ["refused", "missing", "busy"]);
  assert.equal(whyNoMicrophone(new TypeError("Cannot read properties of undefined (reading 'getUserMedia')")), "insecure");
});

/** A recorder that gives one letter for each second it ran. */
function fake() {
  let clock = 0;
  const tracks = [{ stopped: false, stop() { this.stopped = true; } }];
  class Recorder {
    state = "inactive";
    mimeType = "audio/webm";
    /** @type {(event: any) => void} */ ondataavailable = () => {};
    /** @type {() => void} */ onstop = () => {};
    said = "";
    static isTypeSupported() { return true; }
    start() { this.state = "recording"; }
    pause() { this.state = "paused"; }
    resume() { this.state = "recording"; }
    requestData() { const data = new Blob([this.said]); this.said = ""; this.ondataavailable?.({ data }); }
    stop() { this.state = "inactive"; this.requestData(); this.onstop(); }
    speak(/** @type {string} */ words) { if (this.state === "recording") { this.said += words; clock += words.length * 1000; } else clock += words.length * 1000; }
  }
  /** @type {Recorder[]} */
  const made = [];
  const Maker = /** @type {any} */ (class extends Recorder { constructor() { super(); made.push(this); } });
  const recording = record(/** @type {any} */ ({ getTracks: () => tracks }), { Recorder: Maker, now: () => clock });
  return { recording, tracks, speak: (/** @type {string} */ words) => made[0]?.speak(words) };
}

test("what is said in a pause is neither recorded nor counted, and all of it is there at the end", async () => {
  const { recording, tracks, speak } = fake();
  speak("hola");
  assert.equal(await (await recording.pause()).text(), "hola");
  assert.equal(recording.elapsed(), 4000);
  speak("nadie oye");
  assert.equal(recording.elapsed(), 4000);
  recording.resume();
  speak(" Rosa");
  assert.equal(recording.elapsed(), 9000);
  assert.equal(tracks[0]?.stopped, false);
  const whole = await recording.stop();
  assert.equal(await whole.text(), "hola Rosa");
  assert.equal(whole.type, "audio/webm");
  assert.equal(tracks[0]?.stopped, true, "the microphone is let go");
});

test("a discarded recording lets the microphone go", () => {
  const { recording, tracks, speak } = fake();
  speak("nada");
  recording.cancel();
  assert.equal(tracks[0]?.stopped, true);
});
