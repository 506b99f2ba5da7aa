// The served pages: one page, one start.
import { enhance } from "./enhance.js";
import "./htmx.js";
import { listenForKeys } from "./keys.js";

enhance(document.body);
listenForKeys();
