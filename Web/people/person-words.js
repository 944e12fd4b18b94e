/**
 * A contact's document, with its kind where it has one.
 * @param {import("../lib/types").Contact} contact
 */
export const documentOf = ({ code, documentKind }) => (code ? [documentKind, code].filter(Boolean).join(" ") : "");
