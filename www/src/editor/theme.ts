// How the editor looks: all colours are the page's own.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--sql-keyword)", fontWeight: "600" },
    { tag: tags.typeName, color: "var(--sql-type)" },
    { tag: [tags.string, tags.special(tags.string)], color: "var(--sql-string)" },
    { tag: [tags.number, tags.bool, tags.null], color: "var(--sql-number)" },
    { tag: [tags.lineComment, tags.blockComment], color: "var(--sql-comment)", fontStyle: "italic" },
]);

const layout = EditorView.theme({
    "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "var(--code-size)" },
    "&.cm-focused": { outline: "none" },
    ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflow: "auto" },
    ".cm-content": { caretColor: "var(--accent)", padding: "12px 0 40vh" },
    ".cm-line": { padding: "0 16px 0 6px" },
    ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
    ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--faint)", border: "none" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active-line)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--selection) !important" },
    ".cm-matchingBracket": { backgroundColor: "var(--selection) !important" },
    ".cm-pointed": { backgroundColor: "var(--pointed)" },
    ".cm-lintRange": { backgroundImage: "none", paddingBottom: "0" },
    ".cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info": { textDecorationLine: "underline", textDecorationStyle: "wavy", textUnderlineOffset: "4px", textDecorationThickness: "1.5px", textDecorationSkipInk: "none" },
    ".cm-lintRange-error": { textDecorationColor: "var(--error)" },
    ".cm-lintRange-warning": { textDecorationColor: "var(--warning)" },
    ".cm-lintRange-info": { textDecorationColor: "var(--info)" },
    ".cm-lintRange-active": { backgroundColor: "var(--pointed)" },
    ".cm-gutter-lint": { width: "18px" },
    ".cm-lint-marker": { content: "none", width: "10px", height: "10px", margin: "6px 4px", borderRadius: "50%" },
    ".cm-lint-marker-error": { backgroundColor: "var(--error)", borderRadius: "2px" },
    ".cm-lint-marker-warning": { backgroundColor: "var(--warning)" },
    ".cm-lint-marker-info": { backgroundColor: "transparent", border: "2px solid var(--info)" },
    ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "var(--shadow)", maxWidth: "min(560px, 92vw)" },
    ".cm-tooltip-lint": { padding: "0", margin: "0" },
    ".cm-diagnostic": { fontFamily: "var(--sans)", fontSize: "14px", lineHeight: "1.5", padding: "10px 14px", marginLeft: "0", borderLeft: "4px solid var(--info)", borderRadius: "7px 0 0 7px", whiteSpace: "normal" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
    ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
    ".cm-diagnosticText": { display: "block" },
    ".cm-diagnosticText code": { fontFamily: "var(--mono)", fontSize: "0.92em" },
    ".cm-diagnosticText p": { margin: "0 0 4px" },
    ".cm-diagnosticText .note": { color: "var(--muted)" },
    ".cm-diagnosticText a": { color: "var(--accent)" },
    ".cm-diagnosticAction": { font: "600 13px var(--sans)", color: "var(--on-accent)", backgroundColor: "var(--accent)", border: "none", borderRadius: "6px", padding: "4px 10px", margin: "6px 8px 0 0", cursor: "pointer" },
    ".cm-fixes": { display: "grid", gap: "4px", padding: "8px" },
    ".cm-fixes .cm-diagnosticAction": { margin: "0", padding: "6px 10px", textAlign: "left", whiteSpace: "normal" },
    ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--raised)", borderColor: "var(--line)", fontFamily: "var(--sans)" },
    ".cm-panel.cm-search": { fontSize: "14px", padding: "8px 12px" },
    ".cm-textfield, .cm-button": { font: "14px var(--sans)", color: "var(--ink)", background: "var(--paper)", border: "1px solid var(--line)", borderRadius: "6px" },
    ".cm-searchMatch": { backgroundColor: "var(--pointed)" },
});

export const theme = [layout, syntaxHighlighting(colours)];
