import { definePiece } from "../../piece/piece-element.js";
import { masksPiece } from "./static.js";

definePiece(masksPiece);
