//! One finding on the page: what happens, where, who waits, and the safe way.

use std::io;

use super::{Pre, Prose};
use crate::{
    diagnostic::Diagnostic,
    fix::Fix,
    report::{Source, notes::effect_notes, snippet::Window, url, xml::Escaped},
};

/// Writes an article.
pub(super) fn write(diagnostic: &Diagnostic, source: Option<&Source>, out: &mut impl io::Write) -> io::Result<()> {
    let (severity, rule) = (diagnostic.severity.as_str(), diagnostic.rule);
    writeln!(out, "<article class=\"{severity}\">")?;
    writeln!(out, "<h3><span class=\"severity\">{severity}</span> {}</h3>", Prose(&diagnostic.message))?;
    let place = source.map_or((1, 1), |source| {
        let position = source.position(diagnostic.span.start);
        (position.line, position.column)
    });
    write!(out, "<p class=\"place\">{}:{}:{} · ", Escaped(&diagnostic.path), place.0, place.1)?;
    writeln!(out, "<a href=\"{}\">{}</a></p>", Escaped(&url(rule)), rule.id)?;
    if let Some(source) = source {
        excerpt(diagnostic, source, out)?;
    }
    let effects = effect_notes(diagnostic);
    let labels = diagnostic.labels.iter().map(|label| {
        let line = source.map_or(1, |source| source.position(label.span.start).line);
        format!("line {line}: {}", label.message)
    });
    let notes: Vec<_> = effects.into_iter().chain(labels).collect();
    if !notes.is_empty() {
        writeln!(out, "<ul>")?;
        notes.iter().try_for_each(|note| writeln!(out, "<li>{}</li>", Prose(note)))?;
        writeln!(out, "</ul>")?;
    }
    instead(diagnostic, source, out)?;
    writeln!(out, "</article>")
}

/// The lines of the finding, its place marked.
fn excerpt(diagnostic: &Diagnostic, source: &Source, out: &mut impl io::Write) -> io::Result<()> {
    let window = Window::around(&source.text, diagnostic.span);
    let (text, marked) = (window.text(&source.text), window.inside(&source.text, diagnostic.span));
    let (before, after) = (text.get(..marked.start).unwrap_or_default(), text.get(marked.end..).unwrap_or_default());
    let marked = text.get(marked).unwrap_or_default();
    write!(out, "<pre><code>{}", Escaped(before))?;
    if !marked.is_empty() {
        write!(out, "<mark>{}</mark>", Escaped(marked))?;
    }
    writeln!(out, "{}</code></pre>", Escaped(after))
}

/// What to do, and the statements that do it.
fn instead(diagnostic: &Diagnostic, source: Option<&Source>, out: &mut impl io::Write) -> io::Result<()> {
    let help = diagnostic.help.as_deref().or_else(|| diagnostic.fix.as_ref().map(|fix| fix.title.as_str()));
    if let Some(rewrite) = &diagnostic.rewrite {
        let help = help.unwrap_or("do this instead");
        writeln!(out, "<details open=\"open\">\n<summary>The safe way: {}</summary>", Prose(help))?;
        return writeln!(out, "{}\n</details>", Pre(rewrite.to_string().trim_end()));
    }
    if let Some(help) = help {
        writeln!(out, "<p>Instead: {}</p>", Prose(help))?;
    }
    match (&diagnostic.fix, source) {
        (Some(fix), Some(source)) => patched(diagnostic, fix, source, out),
        _ => Ok(()),
    }
}

/// The statement as the fix leaves it, what goes and what comes marked; nothing where edits stand far apart.
fn patched(diagnostic: &Diagnostic, fix: &Fix, source: &Source, out: &mut impl io::Write) -> io::Result<()> {
    let mut window = Window::around(&source.text, diagnostic.span);
    if !fix.edits.iter().all(|edit| window.join(&Window::around(&source.text, edit.span))) {
        return Ok(());
    }
    let text = window.text(&source.text);
    let mut shown = 0;
    write!(out, "<pre><code>")?;
    for edit in &fix.edits {
        let place = window.inside(&source.text, edit.span);
        write!(out, "{}", Escaped(text.get(shown..place.start).unwrap_or_default()))?;
        shown = place.end;
        let gone = text.get(place).unwrap_or_default();
        if !gone.is_empty() {
            write!(out, "<del>{}</del>", Escaped(gone))?;
        }
        if !edit.replacement.is_empty() {
            write!(out, "<ins>{}</ins>", Escaped(&edit.replacement))?;
        }
    }
    writeln!(out, "{}</code></pre>", Escaped(text.get(shown..).unwrap_or_default()))
}
