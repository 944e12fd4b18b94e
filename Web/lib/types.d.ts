/** The shapes of the HTTP interface (docs/openapi.yaml) and of the client's own state. */
export type Id = string;
export type Time = string;
export type Locale = "es" | "en" | "pt";
export type Theme = "system" | "light" | "dark";
export type Channel = "whatsapp" | "email" | "webchat" | "telegram" | "messenger" | "instagram" | "voice" | "api";
export type CaseStatus = "bot" | "queued" | "offered" | "open" | "waiting" | "closed";
export type MessageStatus = "pending" | "uncertain" | "sent" | "failed" | "delivered" | "read";
export type Direction = "in" | "out" | "none";

export interface AgentState { state: "available" | "busy" | "wrapUp" | "break" | "offline"; reason: string | null; since: Time; until?: Time | null }
export interface MyCounts { open: number; closedToday: number; timeZone: string }
export interface Me {
  id: Id; name: string; email: string; role: "agent" | "supervisor" | "administrator"; locale: Locale | null; theme: Theme | null;
  organisation: { name: string; timeZone: string; locale: Locale }; state: AgentState | null; counts: MyCounts; capacity: number | null; campaigns?: Id[];
  preferences?: Partial<Preferences>;
}
export interface Sounds { offer: boolean; message: boolean; call: boolean; notice: boolean }
export interface Preferences { sounds: Sounds; systemNotices: boolean; noticeText: boolean; shortcuts: boolean; railOpen?: boolean; hints: string[] }
export type Labels = "openClosed" | "stages" | "activeClosed" | "line" | "openResolved";
export type Unit = "conversation" | "case" | "attention" | "ticket";
export type Circle = "assignee" | "queue" | "supervisor" | "everyone" | "nobody";
export type Priority = "critical" | "high" | "medium" | "low";
/** The keys of a campaign's policy that the screen reads. */
export interface Policy {
  visibility: "exclusive" | "assignee" | "queue" | "campaign" | "everyone"; defaultView: "all" | "mineAndUnassigned" | "mine";
  acceptance: "onSelect" | "onFirstReply" | "automatic"; whoMayClose: Circle; whoMayReopen: Circle; orphan: "keep" | "requeue" | "alert";
  cardChannel: "origin" | "lastInbound" | "last"; channelIcons: boolean; labels: Labels; unit: Unit; transferTargets: ("agent" | "queue" | "campaign" | "unassigned")[];
  transferNeedsOpen: boolean; wrapUp: number; tabs: SideTab[]; contactKey: "document" | "phone" | "email" | "generated"; disposition: "off" | "optional" | "required" | "resolves";
  closeTriggers: ("manual" | "disposition" | "followUpMail" | "customerSilent")[]; transferForm: "none" | "optional" | "required";
}
export type SideTab = "form" | "contact" | "matches" | "cases" | "history" | "products" | "ticket";
export interface Campaign { id: Id; slug: string; name: string; preset: string; archivedAt: Time | null; types?: string[]; policy: Partial<Policy>; contactFields?: CustomField[]; caseFields?: CustomField[]; productTypes?: ProductType[] }
export interface Queue { id: Id; slug: string; name: string; campaign: Id; members: Id[]; archivedAt: Time | null }
export interface Account { id: Id; slug: string; channel: Channel; alias: string; address: string | null; campaign: Id; queue: Id; archivedAt: Time | null }
export interface Agent { id: Id; name: string; email: string; role: string; state: AgentState | null }
export interface Break { id: Id; name: string; minutes?: number | null; paid?: boolean }
export interface Tag { id: Id; name: string; color: string | null; archivedAt: Time | null }
/** Where a waiting case stands; the wait in seconds, null where nobody can say. */
export interface QueuePlace { position: number; orMore: boolean; expectedWait: number | null }
export interface RoutingStep { at: Time; kind: string; text: string; rule: string | null; waited: number | null; agent: { id: Id; name: string } | null; candidates: { agent: Id; name: string; load: number | null; capacity: number | null; chosen: boolean; text: string }[] }
export interface Routing { items: RoutingStep[]; queue: QueuePlace | null }
/** Where a case can be passed on to, as its campaign allows it. */
export interface TransferTargets {
  needsOpen: boolean; form: "none" | "optional" | "required"; unassigned: boolean;
  campaigns: { id: Id; name: string; acceptance: Policy["acceptance"]; offerTimeout: number; form: { name: string; version: number } | null; queues: {
    id: Id; name: string; waiting: number; expectedWait: number | null; allowed: boolean; agents: { id: Id; name: string; state: string; since: Time; load: number; capacity: number }[] }[] }[];
}
export interface Named { id: Id; name: string }
export interface TransferPlace { campaign: Named; queue: Named; agent: Named | null }
export interface Transfer {
  id: Id; at: Time; by: Named | null; from: TransferPlace; to: TransferPlace; reason: string | null; note: string | null; state: "pending" | "accepted" | "declined" | "returned" | "undone" | "closed";
  settledAt: Time | null; acceptedAt: Time | null; acceptedBy: Named | null; waited: number | null; form: { disposition: Id; name: string; version: number } | null;
}
export interface RelatedCase { relation: "open" | "followUpOf" | "followUp" | "merged" | "earlier"; case: Card }
export interface LogEntry { at: Time; kind: string; by: Named | null; version: number; line: { code: string; params: Record<string, string> } | null; changes: { field: string; before: string | null; after: string | null }[] }
export interface CaseLink { createdAt: Time; expiresAt: Time; by: Named | null }
export interface ReportCase {
  id: Id; number: number; channel: Channel; state: CaseStatus; campaign: Named; queue: Named; agent: Named | null; outcome: string | null; createdAt: Time; openedAt: Time | null; closedAt: Time | null;
  customer: { name: string | null; code: string | null; point: string };
}
export interface QueueCounts { queue: Id; waiting: number; open: number | null; closed: number | null; closedToday?: number | null }
export interface Point { id: Id; kind: "phone" | "email" | "visitor" | "handle" | "id" | "whatsapp" | "wa-user"; value: string; display: string }
export interface Preview { kind: string; text: string | null; direction: Direction; author: string | null; status: MessageStatus | null; at: Time; call?: { status: string } }
export interface Marks { transferred: boolean; escalated: boolean; orphaned: boolean; flagged: boolean; outsideHours: boolean; unanswered?: boolean }
export interface Card {
  id: Id; number: number; version: number; state: CaseStatus; campaign: Id; queue: Id; account: Id; channel: Channel;
  contact: { id: Id | null; name: string | null; code: string | null; point: Point; vip?: boolean; blocked?: boolean };
  channels?: { used: Channel[]; last: Channel; lastInbound: Channel }; priority?: Priority; type?: string | null; tags?: Id[];
  waiting?: { until: Time | null; reason: string | null } | null; escalation?: { at: Time; by: { id: Id; name: string }; reason: string | null } | null;
  outcome?: { text: string | null; code: "final" | "nonFinal" | "spam" } | null; mergedInto?: Id | null; description?: string | null;
  agent: Id | null; deadline: Time | null; offeredAt: Time | null; openedAt: Time | null; closedAt: Time | null; closedBy: Id | null;
  createdAt: Time; updatedAt: Time; queuedAt: Time | null; unread: { since: Time; count: number } | null; preview: Preview | null;
  lastMessageAt: Time | null; marks: Marks; sight: "full" | "card"; attended?: boolean;
  /** The medium's reply limit on the case's own line; null where it has none. */
  window?: Window | null; call?: LiveCall | null; botDeadline?: Time | null; followUp?: FollowUp | null; subject?: string | null; sla?: { dueAt: Time; breached?: boolean } | null;
}
export interface Attachment {
  id: Id; name: string; type: string; size: number; width?: number | null; height?: number | null; seconds?: number | null;
  url?: string | null; state?: "stored" | "fetching" | "failed"; voice?: boolean; duration?: number | null;
}
export interface Reaction { emoji: string; by: "customer" | "agent"; name?: string | null; status?: MessageStatus | null }
export interface SharedContact { name: string; phones?: string[]; emails?: string[]; organisation?: string | null }
export interface Message {
  id: Id; case: Id; version: number; kind: "text" | "image" | "audio" | "video" | "file" | "sticker" | "location" | "contacts" | "note" | "system" | "call" | "template" | "email" | "unsupported" | "media";
  direction: Direction; author: { kind: "customer" | "agent" | "bot" | "system"; id: Id | null; name: string | null };
  text: string | null; attachments: Attachment[]; status: MessageStatus | null; reason: string | null; at: Time; replyTo: Id | null;
  system?: { code: string; params: Record<string, unknown> } | null;
  call?: { callId: string; direction: "in" | "out"; status: "ringing" | "answered" | "missed" | "ended"; duration: number | null; recording: string | null } | null;
  location?: { latitude: number; longitude: number; name?: string | null; address?: string | null } | null;
  contacts?: SharedContact[] | null; unsupported?: { type: string; detail?: string | null } | null; reactions?: Reaction[];
  /** What it answers, where that message is not one of ours. */
  quote?: { id?: string | null; text?: string | null } | null; account?: Id; point?: Id; channel?: Channel;
  /** Set by the client on a message that still waits in the outbox. */
  waiting?: OutboxItem;
}
export interface Contact {
  id: Id; name: string; code: string | null; notes: string | null; points: Point[]; campaigns: Id[]; createdAt: Time; version: number;
  documentKind?: string | null; address?: string | null; birthDate?: string | null; language?: string | null; executive?: string | null;
  attributes?: Record<string, FieldValue>; labels?: Id[];
  vip?: boolean; blocked?: { at: Time; by: Id; reason: string | null } | null; updatedAt?: Time;
  /** Set by an event: there is a newer one than this to be read. */
  newest?: number;
}
export interface Draft { kind: "text" | "note"; text: string; attachments: Id[]; updatedAt: Time }
export interface Snapshot {
  position: string; me: Me; campaigns: Campaign[]; queues: Queue[]; accounts: Account[]; agents: Agent[]; breaks: Break[]; tags?: Tag[];
  counts: { queues: QueueCounts[]; mine: MyCounts }; cases: Card[]; quickReplies?: QuickReply[];
}
export interface OpenedCase { case: Card; contact: Contact | null; messages: Message[]; earlier: string | null; draft: Draft | null; position: string; channels?: ReplyChannel[] }
/** A customer's address on one of our lines that a reply may take; `window` as on the card. */
export interface ReplyChannel { channel: Channel; account: Id; point: Id; display: string; window: Window | null; current: boolean }
export interface Window { endsAt: Time }
export interface LiveCall { callId: string; status: "ringing" | "answered"; direction: "in" | "out"; startedAt: Time }
/** `body` may hold variables such as {{contact.firstName}}; without a campaign it serves them all. */
export interface QuickReply { id: Id; campaign: Id | null; shortcut: string; title: string; body: string }
export interface Frame { id: string | null; kind: string; data: any }

/** A file that stands in the tray or in the outbox; its bytes lie in IndexedDB until the server has them. */
export interface TrayFile { id: Id; name: string; type: string; size: number; caption: string; state: "waiting" | "uploading" | "stored" | "failed"; reason: string | null; progress?: number; voice?: boolean; seconds?: number }
export interface OutboxItem {
  id: Id; case: Id; kind: "text" | "note" | "media"; text: string; file: TrayFile | null; after: Id | null; force: boolean;
  at: Time; user: Id; state: "waiting" | "failed"; reason: string | null; code: string | null; answered: Message | null;
  replyTo?: Id | null; via?: { account: Id; point: Id } | null;
}
export interface LocalDraft { text: string; files: TrayFile[]; updatedAt: number; state: "clean" | "dirty" | "saved" }

export interface Conversation {
  status: "loading" | "ready" | "error"; error: { status: number; code: string } | null;
  messages: Record<Id, Message>; earlier: string | null; loadingEarlier: boolean; contact: Contact | null; channels: ReplyChannel[];
  /** Time of the first message that was unread when the case was opened: the rule stands before it. */
  unreadFrom: Time | null;
}
export interface CasesState { byId: Record<Id, Card>; gone: Record<Id, number>; attended: Record<Id, Card> }
export interface Directory {
  campaigns: Record<Id, Campaign>; queues: Record<Id, Queue>; accounts: Record<Id, Account>; agents: Record<Id, Agent>; breaks: Break[]; tags: Record<Id, Tag>;
  queueCounts: Record<Id, QueueCounts>;
}
export interface Connection {
  status: "connecting" | "live" | "offline" | "reconnecting" | "back"; attempt: number; arrived: number; sent: number;
}
export interface Toast { id: number; text: string; icon: string; action?: { label: string; run: () => void } }
export interface Taken { card: Card; by: string | null; at: number; lost: "taken" | "passed" }
/** Something that happened to me: it stays in the bell for seven days. */
export interface Notice { id: string; kind: "offer" | "call" | "message" | "mention" | "assigned" | "escalated" | "orphaned" | "unanswered" | "silent" | "followUpSoon" | "followUpDue"; case: Id; number: number; name: string; text: string; at: number; read: boolean; count: number }
export interface ListFilter { unread: boolean; flagged: boolean; channels: Channel[] }
/** `layout`, `filters`: how the list of all cases looks. */
export interface ListLook { order: "recent" | "unread" | "oldest"; compact: boolean; mine: boolean; layout?: "cards" | "table"; filters?: boolean }
export interface FollowUp { at: Time; owner: Id | null; note: string | null }
/** The cases a count counts: open now or closed today, of a campaign or of all, of everybody or mine. */
export interface CaseView { kind: "open" | "closed"; campaign: Id | null; mine: boolean; status: "loading" | "ready" | "error"; error: { status: number; code: string } | null; since: Time | null; items: Record<Id, Card> }
export interface Screen {
  selected: number | null; pane: "list" | "conversation" | "contact"; drawer: boolean; attendedOpen: boolean;
  mode: "text" | "note"; dialog: { kind: string; [more: string]: any } | null; toasts: Toast[]; taken: Record<Id, Taken>;
  presence: Record<Id, { visitor: number; agents: Record<Id, { typing: boolean; at: number }> }>;
  /** The report that stands in the workspace's place, and what its address asks for. */
  report: string | null; reportSearch: string;
  /** The contacts module in the workspace's place: what of it the address names, and what the list asks for. */
  people: { place: string; search: string } | null;
  /** What the list of all cases asks for as its address has it, while it stands in the workspace's place; and as it was left. */
  listing: string | null; lastListing: string;
  /** Whether one of my follow-ups is overdue. */
  overdue: boolean;
  accepting: Id | null; missing: { number: number; status: number; code: string } | null;
  scope: Id | null; filter: ListFilter; look: ListLook; old: boolean;
}
/** What each case keeps for itself: the message the next reply answers, the channel it takes, the side panel's tab, the earlier cases that are unfolded; and the message whose signs are open. */
export interface PerCase { quoting: Record<Id, Id>; via: Record<Id, string>; tabs: Record<Id, SideTab>; unfolded: Record<Id, Id[]>; reacting: Id | null }
export interface CaseCounts { messages: number; dispositions: number }
/** A case as its customer's history tells it: how many messages of both sides (counted up to 200), and how often it was classified. */
export interface CustomerCase extends CaseCounts { case: Card }
/** A customer's cases, the newest first. Stale: shown while it is read again. */
export interface CustomerHistory { status: "loading" | "ready" | "error" | "stale"; items: Card[]; counts: Record<Id, CaseCounts>; next: string | null }
export interface ContactsPart {
  /** By contact, or by address while it is nobody's. */
  histories: Record<Id, CustomerHistory>; products: Record<Id, { status: "ready" | "error" | "stale"; items: Product[] }>; labels: Tag[] | null;
  /** The campaign's fields of a case. */
  attributes: Record<Id, { values: Record<string, FieldValue>; version: number }>;
  /** What was said of a case, newest first, with the forms that it answers. */
  dispositions: Record<Id, { status: "ready" | "stale"; items: GivenDisposition[]; forms: OutcomeForm[] }>;
}
export interface GivenDisposition { id: Id; case: Id; campaign: Id; formVersion: number; at: Time; by: { id: Id; name: string } | null; values: Record<string, any>; outcome: string | null; code: DispositionCode }
export type FieldValue = string | number | boolean;
export interface CustomField { id: string; label: string; kind: "text" | "number" | "date" | "choice" | "checkbox" | "phone" | "email"; options: string[]; required: boolean }
export interface ProductType { id: string; label: string; fields: CustomField[] }
export interface Product {
  id: Id; type: string | null; name: string; reference: string | null; status: string | null; price: { amount: string; currency: string } | null;
  attributes: Record<string, FieldValue>; createdAt: Time; version: number;
}
/** The contacts module: rows of one question (`key`), page by page; contacts known whole; what changed and was not read again yet (`touched`: id to version). */
export interface PeoplePart {
  key: string; status: "loading" | "changing" | "ready" | "error"; items: Id[]; next: string | null; more: boolean; error: { status: number; code: string; message: string } | null;
  /** Pages in a row that brought nothing: a rare thing is looked for in many rows. */
  barren: number;
  count: { count: number; exact: boolean } | null;
  /** New ones that the question asks for and that are not in the list yet; `outdated`: too much changed to look at each. */
  fresh: Id[]; outdated: boolean; byId: Record<Id, Contact>; touched: Record<Id, number>;
}
export interface ContactMatch { contact: Contact; reasons: { kind: string; value: string | null }[]; strength: 1 | 2 | 3 }
export interface State {
  perCase: PerCase; quickReplies: QuickReply[];
  phase: "loading" | "ready" | "failed" | "ended"; failure: { status: number; code: string } | null; position: string | null;
  me: Me | null; locale: Locale; theme: Theme; directory: Directory; cases: CasesState; conversations: Record<Id, Conversation>;
  /** What came with a layer's code. */
  parts: { contacts?: ContactsPart; people?: PeoplePart }; outbox: OutboxItem[]; drafts: Record<string, LocalDraft>; connection: Connection; screen: Screen;
  notices: Notice[]; view: CaseView | null;
}
export type Action = { type: string; [more: string]: any };
export type Dispatch = (action: Action) => void;
/** A question of an outcome form. `min`, `max`: of a text its length, of several choices their count, of a number the number, of a date a day or "today". */
export interface FormField {
  id: string; label: string; kind: "text" | "longText" | "number" | "money" | "date" | "choice" | "choices" | "tree" | "checkbox" | "phone" | "email"; required: boolean;
  help?: string | null; primary?: boolean; options?: FormOption[]; min?: number | string | null; max?: number | string | null; currency?: string | null;
  shownIf?: FormCondition | null; requiredIf?: FormCondition | null;
}
export interface FormOption { id: string; label: string; code?: DispositionCode | null; options?: FormOption[] }
export type FormCondition = { field: string; is: string[] } | { field: string; filled: boolean } | { all: FormCondition[] } | { any: FormCondition[] };
export type DispositionCode = "final" | "nonFinal" | "spam";
export interface OutcomeForm { campaign: Id; version: number; name: string; fields: FormField[] }
export interface Disposition { id: Id; case: Id; at: Time; by: { id: Id; name: string } | null; campaign: Id; formVersion: number; values: Record<string, any>; outcome: string | null; code: DispositionCode }
