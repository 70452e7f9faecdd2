import { definePiece } from "../../piece/piece-element.js";
import { costPiece } from "./static.js";

definePiece(costPiece);
