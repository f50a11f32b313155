//! The report for people: each finding with its source, what it does, and the safe way.

use std::io;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet};

use super::{
    Source, Sources,
    notes::{effect_notes, help},
    snippet::Window,
    summary::{fixes, summary},
    url,
};
use crate::{
    diagnostic::{Diagnostic, Label, Severity},
    lint::Report,
};

/// Writes a report; without the summary line where the run is quiet.
pub fn write(report: &Report, sources: &Sources, colour: bool, quiet: bool, mut out: impl io::Write) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in &report.diagnostics {
        writeln!(out, "{}\n", render(diagnostic, sources.get(&diagnostic.path), &renderer))?;
    }
    if quiet {
        return Ok(());
    }
    writeln!(out, "{}", summary(report))?;
    if let Some(baseline) = &report.baseline {
        writeln!(out, "{baseline}")?;
    }
    fixes(report).map_or(Ok(()), |fixes| writeln!(out, "{fixes}"))
}

/// One finding as people read it.
fn render(diagnostic: &Diagnostic, source: Option<&Source>, renderer: &Renderer) -> String {
    let mut group =
        level(diagnostic.severity).primary_title(&*diagnostic.message).id(diagnostic.rule.id).elements(None::<Origin>);
    if let Some(source) = source {
        group = excerpts(group, diagnostic, source);
    }
    let notes = effect_notes(diagnostic).into_iter().map(|note| Level::NOTE.message(note));
    let link = Level::NOTE.with_name("see").message(url(diagnostic.rule));
    let patch = source.and_then(|source| patch(diagnostic, source));
    let help = help(diagnostic).filter(|_| patch.is_none()).map(|help| Level::HELP.message(help));
    let finding = group.elements(notes).elements(help).element(link);
    renderer.render(&std::iter::once(finding).chain(patch).collect::<Vec<_>>())
}

/// The lines as the fix leaves them, where no rewrite says more and they stand close together.
fn patch<'a>(diagnostic: &'a Diagnostic, source: &'a Source) -> Option<Group<'a>> {
    let fix = diagnostic.fix.as_ref().filter(|_| diagnostic.rewrite.is_none())?;
    let text = &*source.text;
    let (first, others) = fix.edits.split_first()?;
    let mut window = Window::around(text, first.span);
    if !others.iter().all(|edit| window.join(&Window::around(text, edit.span))) {
        return None;
    }
    let line = source.position(window.start()).line as usize;
    let patches = fix.edits.iter().map(|edit| Patch::new(window.inside(text, edit.span), &*edit.replacement));
    let title = Level::HELP.secondary_title(diagnostic.help.as_deref().unwrap_or(&fix.title));
    Some(title.element(Snippet::source(window.text(text)).line_start(line).patches(patches)))
}

/// The lines of the finding, and those of its labels.
fn excerpts<'a>(mut group: Group<'a>, diagnostic: &'a Diagnostic, source: &'a Source) -> Group<'a> {
    let text = &*source.text;
    let mut windows = vec![Window::around(text, diagnostic.span)];
    for label in &diagnostic.labels {
        let own = Window::around(text, label.span);
        if !windows.iter_mut().any(|window| window.join(&own)) {
            windows.push(own);
        }
    }
    for (index, window) in windows.iter().enumerate() {
        let from = source.position(window.start());
        let mut snippet = Snippet::source(window.text(text)).line_start(from.line as usize);
        if from.column == 1 {
            snippet = snippet.path(&*diagnostic.path);
        } else {
            group = group.element(origin(diagnostic, source));
        }
        if index == 0 {
            snippet = snippet.annotation(AnnotationKind::Primary.span(window.inside(text, diagnostic.span)));
        }
        let labels = diagnostic.labels.iter().filter(|label| window.contains(label.span));
        let shown = |label: &'a Label| AnnotationKind::Context.span(window.inside(text, label.span)).label(&*label.message);
        group = group.element(snippet.annotations(labels.map(shown)));
    }
    group
}

/// Where the finding is, for a snippet that shows only a part of a line and so cannot tell the column.
fn origin<'a>(diagnostic: &'a Diagnostic, source: &Source) -> Origin<'a> {
    let position = source.position(diagnostic.span.start);
    Origin::path(&*diagnostic.path).line(position.line as usize).char_column(position.column as usize)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    }
}
