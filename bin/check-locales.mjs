#!/usr/bin/env node
// Fails unless every text exists in every language with the same placeholders, and every t("key") has its text.
// A dictionary is es.json or es.js (Spanish is the source) in a folder i18n, for the folder around it, or locale-es.js, for its own folder.
// What stands in a folder of its own within i18n comes with a layer, and is for the same folder.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), ".."));
const languages = ["es", "en", "pt"];
let failed = false;
const problem = (where, text) => { failed = true; console.log(`${where}: error: ${text}`); };

const files = existsSync("Web") ? readdirSync("Web", { recursive: true }).map((name) => join("Web", String(name))).filter((name) => !name.startsWith("Web/vendor/")) : [];
const dictionaries = [];
for (const spanish of files.filter((name) => /\/(locale-)?es\.js(on)?$/.test(name))) {
    const stem = spanish.replace(/es\.js(on)?$/, ""), folder = dirname(spanish);
    const scope = stem.endsWith("/") ? folder.replace(/\/i18n(\/[^/]+)?$/, "") : folder;
    const keys = await checkDictionary(stem), known = dictionaries.find((one) => one.scope === scope);
    if (known) for (const key of keys) known.keys.add(key); else dictionaries.push({ scope, keys });
}
dictionaries.sort((one, two) => two.scope.length - one.scope.length);
for (const file of files.filter((name) => name.endsWith(".js"))) checkUses(file, dictionaries.find(({ scope }) => file.startsWith(scope + "/")));
process.exit(failed ? 1 : 0);

async function checkDictionary(stem) {
    const texts = {};
    for (const language of languages) texts[language] = await load(stem, language);
    const keys = new Set(Object.values(texts).flatMap((text) => Object.keys(text)));
    for (const key of keys) {
        const expected = texts.es[key] === undefined ? null : placeholders(texts.es[key], `${stem}es`, key);
        for (const language of languages) {
            const text = texts[language][key], where = `${stem}${language}`;
            if (text === undefined) problem(where, `"${key}" is missing`);
            else if (typeof text === "string" && text.trim() === "") problem(where, `"${key}" is empty`);
            else if (language !== "es" && expected !== null) {
                const found = placeholders(text, where, key);
                if (found !== expected) problem(where, `"${key}" prints ${found || "nothing"}, Spanish ${expected || "nothing"}`);
            }
        }
    }
    return keys;
}

async function load(stem, language) {
    for (const file of [`${stem}${language}.json`, `${stem}${language}.js`]) {
        if (!existsSync(file)) continue;
        const module = file.endsWith(".js") ? await import(pathToFileURL(file).href) : null;
        return flatten(module ? module.default ?? Object.values(module)[0] : JSON.parse(readFileSync(file, "utf8")));
    }
    problem(`${stem}${language}`, "the dictionary is missing");
    return {};
}

function flatten(value, prefix = "") {
    return Object.fromEntries(Object.entries(value).flatMap(([name, item]) =>
        typeof item === "object" ? Object.entries(flatten(item, `${prefix}${name}.`)) : [[prefix + name, item]]));
}

/**
 * The arguments that an ICU-like message prints, sorted; of a text that is a function, their number. One that only chooses between
 * words (a select, a plural without #) does not count: gender and number are not the same in every language.
 */
function placeholders(text, where, key) {
    if (typeof text === "function") return `${text.length} arguments`;
    const printed = new Set();
    let at = 0;
    const wrong = (why) => { problem(where, `"${key}": ${why}: ${text}`); at = text.length + 1; };
    function sequence(depth, plural) {
        for (; at < text.length; at++) {
            if (text[at] === "#" && plural) printed.add(plural);
            if (text[at] === "}") { if (depth === 0) wrong("} without {"); return; }
            if (text[at] === "{") argument(depth, plural);
        }
        if (depth > 0 && at === text.length) wrong("{ without }");
    }
    function argument(depth, plural) {
        const [whole, name, kind, tail] = /^\{\s*([\w.]+)\s*(?:,\s*(\w+)\s*)?([,}])/.exec(text.slice(at)) ?? [];
        if (!whole) return wrong("a placeholder cannot be read");
        const chooses = kind === "plural" || kind === "select";
        if (!chooses) printed.add(name);
        at += whole.length;
        if (tail === "}") { at--; return; }
        const options = [];
        for (let option; (option = /^\s*(=?\w+)\s*\{/.exec(text.slice(at))); at++) {
            options.push(option[1]);
            at += option[0].length;
            sequence(depth + 1, kind === "plural" ? name : plural);
        }
        at += /^\s*/.exec(text.slice(at))[0].length;
        if (at <= text.length && text[at] !== "}") return wrong(`the options of ${name} cannot be read`);
        if (chooses && !options.includes("other")) problem(where, `"${key}": ${name} has no "other"`);
    }
    sequence(0);
    return [...printed].sort().join(", ");
}

function checkUses(file, dictionary) {
    if (!dictionary) return;
    readFileSync(file, "utf8").split("\n").forEach((line, index) => {
        for (const [, key] of line.matchAll(/(?<![\w.])t\(\s*["'`]([\w.-]+)["'`]\s*[,)]/g)) {
            if (!dictionary.keys.has(key)) problem(`${file}:${index + 1}`, `"${key}" has no text`);
        }
    });
}
