#pragma once
#include <zlib.h>

/* deflateInit2 is a macro; windowBits 15 + 16 writes a gzip header. */
static inline int ventanilla_gzip_begin(z_stream *stream) {
    return deflateInit2(stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}

/* Negative windowBits: bare deflate, as a ZIP file holds it. */
static inline int ventanilla_deflate_begin(z_stream *stream) {
    return deflateInit2(stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}
static inline int ventanilla_inflate_begin(z_stream *stream) {
    return inflateInit2(stream, -15);
}
