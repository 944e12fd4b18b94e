import { emptyDesk, reduceDesk } from "./desk-reduce.js";
import { createStore } from "./lib/store.js";

/** The desk's one state. Components read it through `useDesk`; actions change it by dispatching. */
export const desk = createStore(reduceDesk, emptyDesk);

/** @param {import("./lib/types").Action} action */
export const dispatch = (action) => desk.dispatch(action);
export const getState = () => desk.getState();
