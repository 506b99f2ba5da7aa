// The served pages: one page, one start.
import { enhance } from "./enhance.js";

enhance(document.body);
