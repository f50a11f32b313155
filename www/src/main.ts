// The page: what a person puts in, the engine that looks at it, and the views of what it says.

import { announce, byId, toast } from "./dom";
import { Editor } from "./editor/editor";
import { Engine } from "./engine/client";
import { wireConfig } from "./files/config";
import { wireDrop } from "./files/drop";
import { wireTabs } from "./files/tabs";
import { wireOptions } from "./options";
import { wireExamples } from "./pick";
import { Results } from "./results";
import { wireRules } from "./rules/view";
import { wireRun } from "./run/view";
import { Session } from "./session";
import { wireShare } from "./share/menu";
import { wireTheme } from "./theme";
import { wireViews } from "./views";

async function start(): Promise<void> {
    wireTheme(byId("theme"));
    const engine = new Engine();
    const session = await Session.open();
    const editor = new Editor(byId("editor"), {
        changed: () => {
            session.typed();
            results.expect();
        },
        moved: position => results.pointAtPosition(position),
    });
    const views = wireViews();
    const rules = wireRules(byId("view-rules"), session, views);
    const results = new Results(session, engine, editor, rules);
    session.attach(editor);
    wireTabs(byId("tabs"), session);
    wireConfig(byId("add-config"), session);
    wireOptions(byId("options"), session);
    wireExamples(byId("examples"), session);
    wireDrop(session);
    wireShare(session, engine);
    wireRun(byId("view-run"), session, engine, results);
    results.show();
    if (session.problem) {
        toast(session.problem);
        announce(session.problem);
    }
    if (import.meta.env.PROD) {
        await navigator.serviceWorker?.register("./service-worker.js").catch(() => undefined);
    }
}

void start();
