// Formulas that are wider than a phone scroll; then the keyboard must reach them (WCAG 2.2, 2.1.1). Where they fit they
// are no stop of the Tab key.

let observer: ResizeObserver | undefined;

export function watchScrollRegions(root: ParentNode): void {
	observer?.disconnect();
	observer = new ResizeObserver((entries) => {
		for (const { target } of entries) {
			if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
			else target.removeAttribute("tabindex");
		}
	});
	for (const formula of root.querySelectorAll(".katex-display")) observer.observe(formula);
}
