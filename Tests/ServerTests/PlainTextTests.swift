import Testing

@testable import Server

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("<p>Hola, <b>Ana</b></p><p>Gracias</p>", "Hola, Ana Gracias"), ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("<style>p { color: red }</style><p>Hola</p>", "Hola"), ("<SCRIPT>if (a < b) alert(1)</SCRIPT>Hola", "Hola"),
        ("<!-- <p>nada</p> -->Hola", "Hola"), ("<style>sin fin", ""), ("Hola <sin fin", "Hola"), ("  <br>  ", ""), ("1 &gt; 0", "1 > 0"),
    ])
    func `keeps the words alone`(html: String, text: String) {
        #expect(PlainText.of(html: html) == text)
    }

    @Test func `a long body costs no longer than its length`() {
        let html = String(repeating: "<p>palabra</p>", count: 70_000)
        #expect(PlainText.of(html: html).count == 65_536)
    }
}
