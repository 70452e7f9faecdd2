import { definePiece } from "../../piece/piece-element.js";
import { redCarPiece } from "./static.js";

definePiece(redCarPiece);
