// The library that puts parts of pages in place, told to run nothing that a page says and to write no styles.
import htmx from "htmx.org";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.allowScriptTags = false;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.selfRequestsOnly = true;
htmx.config.historyCacheSize = 0; // no part of a casebook stays in the browser
htmx.config.scrollBehavior = "auto";
// A refused decision is answered with what happened: it is shown where the answer would have been.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "(409|422)", swap: true, error: false },
  { code: "[45]..", swap: false, error: true },
];

export { htmx };
