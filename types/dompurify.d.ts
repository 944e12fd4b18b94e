/** The part of DOMPurify 3 that the client uses. */
export interface Config {
    ALLOWED_TAGS?: string[];
    ALLOWED_ATTR?: string[];
    ALLOWED_URI_REGEXP?: RegExp;
    ALLOW_DATA_ATTR?: boolean;
    ADD_ATTR?: string[];
    ADD_TAGS?: string[];
    FORBID_ATTR?: string[];
    FORBID_TAGS?: string[];
    FORBID_CONTENTS?: string[];
    KEEP_CONTENT?: boolean;
    USE_PROFILES?: false | { html?: boolean; mathMl?: boolean; svg?: boolean; svgFilters?: boolean };
    WHOLE_DOCUMENT?: boolean;
    IN_PLACE?: boolean;
    RETURN_DOM?: boolean;
    RETURN_DOM_FRAGMENT?: boolean;
}
type Hook = (node: Element, data: any, config: Config) => void;
declare const DOMPurify: {
    version: string;
    isSupported: boolean;
    sanitize(dirty: string | Node, config: Config & { RETURN_DOM_FRAGMENT: true }): DocumentFragment;
    sanitize(dirty: string | Node, config: Config & { RETURN_DOM: true }): HTMLElement;
    sanitize(dirty: string | Node, config?: Config): string;
    addHook(name: string, hook: Hook): void;
    removeHook(name: string): Hook | undefined;
    removeAllHooks(): void;
    removed: { element?: Node; attribute?: Attr | null; from?: Node }[];
};
export default DOMPurify;
