import { definePiece } from "../../piece/piece-element.js";
import { scaleLabPiece } from "./static.js";

definePiece(scaleLabPiece);
