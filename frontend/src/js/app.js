// Every page loads this. A page must still work, if less smoothly, where it does not run.
import Alpine from "@alpinejs/csp";

import { startBoards } from "./board.js";
import { startDialogs } from "./dialogs.js";
import { startDrafts } from "./drafts.js";
import { startFilters } from "./filters.js";
import { startGantts } from "./gantt.js";
import { startGrids } from "./grids.js";
import { startOrders } from "./ordering.js";
import { startSpeakings } from "./speaking.js";
import { startHtmx } from "./pages.js";
import { startKeys } from "./keys.js";
import { startParts } from "./parts.js";
import { startPasskeys } from "./passkeys.js";
import { startSubmits } from "./submits.js";
import { startTables } from "./tables.js";
import { startTheme } from "./theme.js";
import { startUploads } from "./uploads.js";

document.documentElement.classList.add("has-script");
startHtmx();
startTheme();
startFilters();
startTables();
startGantts();
startGrids();
startOrders();
startSpeakings();
startDialogs();
startUploads();
startSubmits();
startDrafts();
startKeys();
startBoards();
startPasskeys();
startParts(Alpine);
Alpine.start();
