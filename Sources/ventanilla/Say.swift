import Foundation

/// One line to standard output, at once: through a pipe `print` would wait for a full buffer.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
