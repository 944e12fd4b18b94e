/** Tells the other tabs and the stream's worker that somebody signed in or out; who tells does not hear itself. */
const channel = new BroadcastChannel("ventanilla-session");

export const tellSessionChanged = () => channel.postMessage("changed");

/** @param {() => void} run */
export const onSessionChanged = (run) => { channel.onmessage = run; };
