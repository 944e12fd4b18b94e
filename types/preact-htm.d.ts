export type Key = string | number;
export type Child = VNode | string | number | bigint | boolean | null | undefined | Child[];
export interface VNode<P = unknown> { type: string | FunctionComponent<any>; props: P & { children?: Child }; key: Key | null; }
export type FunctionComponent<P = {}> = (props: P & { children?: Child }) => Child;
export abstract class Component<P = {}, S = {}> {
    constructor(props?: P, context?: unknown);
    props: Readonly<P & { children?: Child }>; state: Readonly<S>;
    setState(next: Partial<S> | ((prev: S, props: P) => Partial<S> | null), callback?: () => void): void;
    forceUpdate(callback?: () => void): void;
    abstract render(props: P, state: S): Child;
}
export interface Context<T> { Provider: FunctionComponent<{ value: T }>; Consumer: FunctionComponent<{ children: (value: T) => Child }>; }
export function createContext<T>(value: T): Context<T>;
export function h<P>(type: string | FunctionComponent<P>, props: (P & { key?: Key; ref?: Ref<any> }) | null, ...children: Child[]): VNode<P>;
export function html(strings: TemplateStringsArray, ...values: unknown[]): VNode;
export function render(vnode: Child, parent: Element | DocumentFragment): void;
export interface Ref<T> { current: T; }
type Cleanup = void | (() => void);
export function useState<S>(initial: S | (() => S)): [S, (next: S | ((prev: S) => S)) => void];
export function useReducer<S, A>(reducer: (state: S, action: A) => S, initial: S): [S, (action: A) => void];
export function useEffect(effect: () => Cleanup, inputs?: readonly unknown[]): void;
export function useLayoutEffect(effect: () => Cleanup, inputs?: readonly unknown[]): void;
export function useMemo<T>(factory: () => T, inputs?: readonly unknown[]): T;
export function useCallback<T extends (...args: any[]) => any>(callback: T, inputs: readonly unknown[]): T;
export function useRef<T>(initial: T): Ref<T>;
export function useContext<T>(context: Context<T>): T;
export function useErrorBoundary(callback?: (error: unknown) => void): [unknown, () => void];
