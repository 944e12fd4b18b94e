/**
 * What the browsers have and TypeScript 4.8 does not know yet. A static of a DOM class (AbortSignal.timeout, URL.canParse)
 * cannot be added here: name its type where it is used, `/** @type {any} *\/ (AbortSignal).timeout(1000)`.
 */
interface ObjectConstructor {
    groupBy<K extends PropertyKey, T>(items: Iterable<T>, key: (item: T, index: number) => K): Partial<Record<K, T[]>>;
}
interface MapConstructor {
    groupBy<K, T>(items: Iterable<T>, key: (item: T, index: number) => K): Map<K, T[]>;
}
interface PromiseConstructor {
    withResolvers<T>(): { promise: Promise<T>; resolve: (value: T | PromiseLike<T>) => void; reject: (reason?: unknown) => void };
}
interface Array<T> {
    findLast(test: (value: T, index: number, array: T[]) => unknown): T | undefined;
    findLastIndex(test: (value: T, index: number, array: T[]) => unknown): number;
    toReversed(): T[];
    toSorted(compare?: (a: T, b: T) => number): T[];
    toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
    with(index: number, value: T): T[];
}
interface ReadonlyArray<T> {
    findLast(test: (value: T, index: number, array: readonly T[]) => unknown): T | undefined;
    findLastIndex(test: (value: T, index: number, array: readonly T[]) => unknown): number;
    toReversed(): T[];
    toSorted(compare?: (a: T, b: T) => number): T[];
    toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
    with(index: number, value: T): T[];
}
interface HTMLElement {
    popover: "auto" | "manual" | "" | null;
    showPopover(): void;
    hidePopover(): void;
    togglePopover(force?: boolean): boolean;
}
interface ToggleEvent extends Event {
    readonly oldState: "open" | "closed";
    readonly newState: "open" | "closed";
}
interface Element {
    checkVisibility(options?: { checkOpacity?: boolean; checkVisibilityCSS?: boolean }): boolean;
}
interface Document {
    startViewTransition?(update: () => void | Promise<void>): { finished: Promise<void>; ready: Promise<void>; updateCallbackDone: Promise<void>; skipTransition(): void };
}
