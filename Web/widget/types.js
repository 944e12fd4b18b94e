/**
 * @typedef {{base: string, account: string, locale: string|null, theme: string|null, name: string|null}} Options
 *   What the script tag says. `base` ends in a slash.
 * @typedef {"sent"|"delivered"|"read"} Receipt
 * @typedef {"pending"|"failed"|Receipt} Status
 * @typedef {{id: string, name: string, type: string, size: number, url?: string}} Attachment
 * @typedef {{id: string, mine: boolean, author: {name: string}|null, kind: string, text: string|null,
 *   attachments: Attachment[], status: Receipt|null, at: string}} VMessage
 * @typedef {Attachment & {blob: Blob}} LocalFile
 * @typedef {{id: string, at: string, text: string|null, file: LocalFile|null, failed: string|null}} Entry
 *   One message that the server has not confirmed; `failed` is the code of a refusal that no repetition mends.
 * @typedef {{alias: string, locale?: string|null, brand?: string|null}} Account
 * @typedef {{position: number, orMore: boolean, expectedWait: number|null}} Place
 *   Where the customer stands among those who wait: from 1, `orMore` where nobody counts further, the wait in seconds.
 * @typedef {{token: string, visitor: string, expiresAt: string, account: Account, messages: VMessage[],
 *   earlier: string|null, position: string, agent: {name: string}|null, queue?: Place|null, unread: number, read: string|null,
 *   closedAt?: string|null}} Session
 * @typedef {"idle"|"joining"|"live"|"lost"|"refused"} Link
 * @typedef {{visitor: string|null, account: Account|null, messages: Record<string, VMessage>,
 *   receipts: Record<string, Receipt>, outbox: Entry[], closures: string[], agent: string|null, queue: Place|null, typing: boolean,
 *   read: string|null, earlier: string|null, progress: Record<string, number>, link: Link, loaded: boolean}} State
 * @typedef {{id: string|null, event: string, data: string}} Frame
 * @typedef {{kind: "snapshot", session: Session} | {kind: "page", items: VMessage[], next: string|null}
 *   | {kind: "message", message: VMessage} | {kind: "status", message: string, status: Receipt}
 *   | {kind: "agent", name: string|null} | {kind: "queue", place: Place} | {kind: "closed", at?: string} | {kind: "typing", typing: boolean}
 *   | {kind: "read", message: string} | {kind: "outbox", entries: Entry[]} | {kind: "link", link: Link}
 *   | {kind: "progress", file: string, part: number|null}} Action
 */
export {};
