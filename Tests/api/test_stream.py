"""The reader of event streams, fed with bytes."""
from support.stream import Frame, frames_of


def read(text):
    comments = []
    return list(frames_of(text.encode().splitlines(keepends=True), lambda: comments.append(1))), len(comments)


def test_frames_and_heartbeats():
    frames, comments = read("retry: 2000\n\n: hb\n\nid: 1.7\nevent: case.changed\ndata: {\"a\":\ndata:1}\n\nevent: presence\r\ndata: {}\r\n\r\n")
    assert frames == [Frame("1.7", "case.changed", '{"a":\n1}'), Frame(None, "presence", "{}")]
    assert frames[0].json == {"a": 1}
    assert comments == 1


def test_what_a_cut_connection_left_is_no_frame():
    assert read("id: 1\nevent: a\ndata: {}\n\nid: 2\nevent: b\ndata: {}\n") == ([Frame("1", "a", "{}")], 0)
    assert read("id: 1\nevent: a\ndata: {\"x\": ") == ([], 0)
