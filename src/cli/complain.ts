import { complaint } from "../words/cli";
import type { Io } from "./io";

/** Says in one line of stderr what is wrong, and what would be right. */
export const complain = (io: Io, text: string): void => void io.stderr.write(complaint(text.replace(/\s+/g, " ")));
