import { dispatch, getState } from "../desk.js";

/** Which web client this page was loaded from. */
let loaded = "";

/** Looks whether the server hands out another client now: asked when the line comes back, for a server that changed was away. */
export async function lookForNewPage() {
  const response = await fetch("/app/revision", { cache: "no-store" }).catch(() => null);
  if (!response?.ok) return;
  const revision = (await response.text()).trim();
  if (!loaded) loaded = revision;
  else if (revision !== loaded && !getState().screen.old) dispatch({ type: "old" });
}
