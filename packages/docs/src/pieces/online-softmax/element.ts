import { definePiece } from "../../piece/piece-element.js";
import { onlineSoftmaxPiece } from "./static.js";

definePiece(onlineSoftmaxPiece);
