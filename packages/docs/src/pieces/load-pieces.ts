// In the browser: loads the code of a piece when the piece comes near the view, and not before.

const loaders: Readonly<Record<string, () => Promise<unknown>>> = {
	"mirada-red-car": () => import("./red-car/element.js"),
	"mirada-scale-lab": () => import("./scale-lab/element.js"),
	"mirada-masks": () => import("./masks/element.js"),
	"mirada-scores": () => import("./scores/element.js"),
	"mirada-cost": () => import("./cost/element.js"),
	"mirada-online-softmax": () => import("./online-softmax/element.js"),
	"mirada-training": () => import("./training/element.js"),
	"mirada-translate": () => import("./translate/element.js"),
	"mirada-bottleneck": () => import("./bottleneck/element.js"),
};

/** How far below the view a piece begins to load. */
const NEAR = "300px";

let observer: IntersectionObserver | undefined;

/** Watches the pieces of the page that is shown now. */
export function loadPiecesInView(root: ParentNode): void {
	observer?.disconnect();
	observer = new IntersectionObserver(
		(entries) => {
			for (const { isIntersecting, target } of entries) {
				if (!isIntersecting) continue;
				observer?.unobserve(target);
				void loaders[target.localName]?.();
			}
		},
		{ rootMargin: NEAR },
	);
	for (const piece of root.querySelectorAll(Object.keys(loaders).join(","))) observer.observe(piece);
}
