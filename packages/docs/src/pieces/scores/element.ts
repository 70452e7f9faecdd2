import { definePiece } from "../../piece/piece-element.js";
import { scoresPiece } from "./static.js";

definePiece(scoresPiece);
