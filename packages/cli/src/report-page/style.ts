// The look of `report.html`: system fonts, no network, light and dark, readable on paper.

export const pageStyle = `
:root { color-scheme: light dark; --ink: #1d2430; --paper: #fbfaf7; --card: #ffffff; --line: #d9d5cb; --soft: #5b6472;
  --none: #b35900; --attention: #0a5fa8; --pass: #116b3a; --fail: #a81e1e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e0; --paper: #15181d; --card: #1d2128; --line: #3a404b; --soft: #a9b1bd;
  --none: #f0a04b; --attention: #6cb5f5; --pass: #62c98f; --fail: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p { max-width: 44rem; overflow-wrap: anywhere; }
.soft, caption, figcaption { color: var(--soft); }
.skip { position: absolute; left: -999px; } .skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem; }
.verdict { background: var(--card); border: 1px solid var(--line); border-left: .5rem solid var(--mark); border-radius: .5rem; padding: 1rem 1.25rem; }
.verdict.pass { --mark: var(--pass); } .verdict.fail { --mark: var(--fail); }
.verdict h2 { border: 0; margin: 0 0 .25rem; padding: 0; }
.verdict ul { list-style: none; margin: .5rem 0 0; padding: 0; }
.verdict li { padding: .45rem 0; border-top: 1px solid var(--line); display: grid; grid-template-columns: 7.5rem 1fr; gap: .75rem; }
.mark { font-weight: 700; } .pass .mark, .mark.pass { color: var(--pass); } .mark.fail { color: var(--fail); }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; background: var(--card); font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: .25rem 0 .5rem; }
caption.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { border: 1px solid var(--line); padding: .35rem .7rem; text-align: end; vertical-align: top; }
tbody th, .text th, .text td, thead td { text-align: start; } tbody th { font-weight: 500; } thead th { font-weight: 600; }
figure { margin: 1.25rem 0; } figure svg { max-width: 100%; height: auto; } figcaption, .verdict li span { overflow-wrap: anywhere; }
.map svg { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
.chart { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; max-width: 46rem; }
.chart text { fill: var(--ink); font-size: 13px; } .chart .axis { stroke: var(--line); } .chart .tick { fill: var(--soft); }
.none { fill: var(--none); } .attention { fill: var(--attention); }
.line.none { fill: none; stroke: var(--none); } .line.attention { fill: none; stroke: var(--attention); } .line { stroke-width: 2.5; }
details { margin: .75rem 0; } summary { cursor: pointer; }
details td { text-align: end; font-size: .85em; }
dl { display: grid; grid-template-columns: minmax(10rem, max-content) 1fr; gap: .3rem 1.25rem; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 38rem) { .verdict li, dl { grid-template-columns: 1fr; gap: 0; } }
@media print { body { background: #fff; } details { display: none; } h2, figure { break-inside: avoid; } }
`;
