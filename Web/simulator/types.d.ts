import type { Locale, Theme } from "../lib/types";

export interface File { id: string; name: string; type: string; size: number; voice: boolean; }
export interface Bubble {
  id: string; mine: boolean; kind: string; text?: string; file?: File; detail?: any; replyTo?: string;
  reactions: { customer?: string; business?: string }; at: number; status: "pending" | "sent" | "failed" | "delivered" | "read"; reason?: string;
}
export interface Call { callId: string; status: "ringing" | "answered" | "missed" | "ended"; startedAt: number; answeredAt: number | null; endedAt: number | null; }
export interface Phone {
  id: string; kind: "whatsapp" | "voice"; name: string; number: string | null; display: string | null; userId: string | null;
  line: string; online: boolean; automatic: boolean; touchedAt: number; call: Call | null; messages: Bubble[];
}
export interface Line { account: string; alias: string; display: string; phoneNumberId: string; }
export interface Switches {
  double: boolean; shuffle: boolean; delay: number; slow: number; failCode: number | null; failAs: "answer" | "status"; failTimes: number | null;
  cut: boolean; expired: boolean; answer: "normal" | "unavailable" | "html" | "never"; media: "normal" | "expired" | "truncated" | "oversize";
}
export interface Entry {
  number: number; at: number; from: string; to: string; kind: string; method: string; path: string; status: number; ms: number;
  request: string; response: string; headers: [string, string][]; note?: string;
}
export interface State {
  connection: "opening" | "live" | "lost";
  lines: Line[]; bots: string[]; canSetBot: boolean; calls: { account: string; alias: string } | null; webchat: string | null; calm: boolean; switches: Switches;
  phones: Record<string, Phone>;
  /** Which phones stand on the screen; "chat" is the shop's. */
  shown: string[];
  /** The phone that somebody holds: it reads what arrives. */
  hand: string | null;
  wire: Entry[];
  theme: Theme; locale: Locale;
  failure: string | null;
}
export type Action =
  | { type: "state"; state: any }
  | { type: "phone"; phone: any }
  | { type: "message"; phone: string; message: Bubble }
  | { type: "gone"; phone: string }
  | { type: "switches"; switches: Switches }
  | { type: "calm"; on: boolean }
  | { type: "wire"; entry: Entry }
  | { type: "cleared" }
  | { type: "connection"; connection: State["connection"] }
  | { type: "show"; phone: string }
  | { type: "hide"; phone: string }
  | { type: "hand"; phone: string }
  | { type: "theme"; theme: Theme }
  | { type: "locale"; locale: Locale }
  | { type: "failure"; text: string | null };
