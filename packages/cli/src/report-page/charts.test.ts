import { describe, expect, it } from "vitest";
import { messagesIn } from "../messages/index.js";
import { barChart, lineChart } from "./charts.js";

const { numbers } = messagesIn("en");

const chartOf = (values: readonly number[]) => ({
	description: "scores",
	labels: values.map(String),
	series: [{ label: "with attention", kind: "attention" as const, values }],
	numbers,
});

const ticksOf = (svg: string) =>
	[...svg.matchAll(/<text class="tick"[^>]*>([^<]*)</g)].map(([, text]) => Number(text));

describe.each([
	["bar", barChart],
	["line", lineChart],
] as const)("the %s chart", (_, draw) => {
	it.each([
		[[0], 20],
		[[19, 7], 20],
		[[20], 40],
		[[59.1], 80],
		[[81, 99.63], 100],
		[[100], 100],
	])("of %o has an axis up to %d", (values, top) => {
		expect(ticksOf(draw(chartOf(values)))).toEqual([0, top / 4, top / 2, (3 * top) / 4, top]);
	});
});

it("leaves room for the number above a full bar, below the legend", () => {
	const svg = barChart(chartOf([100]));
	const [, y] = svg.match(/y="([\d.]+)"[^>]*>100\.0</) ?? [];
	const [, legend] = svg.match(/y="([\d.]+)">with attention</) ?? [];
	expect(Number(y) - Number(legend)).toBeGreaterThan(16);
});
