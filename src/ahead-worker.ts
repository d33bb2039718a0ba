// The thread that reads files ahead of the scan.
import { readAll } from "./ahead/thread.ts";

readAll();
