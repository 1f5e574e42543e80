/** How a report looks: no colour but those of the classes, light or dark as the reader has it. */
export const style = `
:root{color-scheme:light dark;--g:#f7f9fa;--p:#fff;--t:#1d282d;--t2:#45555d;--line:#d3dbdf;--s:#0b6ca8;--b:#7f7100;--n:#b84e00}
@media(prefers-color-scheme:dark){:root{--g:#0d1011;--p:#141819;--t:#cad8de;--t2:#9eb0b8;--line:#262b2e;--s:#56b4e9;--b:#f0e442;--n:#d55e00}}
body{margin:0;background:var(--g);color:var(--t);font:13px/18px Inter,system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1180px;margin:0 auto;padding:24px}
h1{font-size:20px;line-height:28px;margin:0}h2{font-size:16px;margin:24px 0 8px}h3{font-size:13px;margin:0 0 8px}
small,.ends,.note,figcaption{color:var(--t2);font-weight:450}small,.ends{font-size:11px}
.note{max-width:900px}
.wide{overflow-x:auto}
table{border-collapse:collapse;background:var(--p);width:100%}
th,td{padding:4px 8px;text-align:right;border-bottom:1px solid var(--line);vertical-align:top;white-space:nowrap}
th[scope=row]{text-align:left;font-weight:600}thead th{color:var(--t2);font-size:11px}
.rule th[scope=row],.rule td{color:var(--t2);font-weight:450}
td.why,.why{text-align:left;white-space:normal;font-weight:450;color:var(--t2)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(480px,100%),1fr));gap:16px}
figure{margin:16px 0 0;background:var(--p);padding:12px;border:1px solid var(--line)}
svg{width:100%;height:auto;margin-top:8px}svg text{fill:var(--t2);font-size:11px}svg .value{fill:var(--t)}
.grid{stroke:var(--line)}.whisker{stroke:var(--t);stroke-width:1.5}.own{fill:var(--t)}.rule{fill:none;stroke:var(--t2);stroke-width:1.5}
tr.rule{fill:none}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(520px,100%),1fr));gap:12px}
.card{background:var(--p);border:1px solid var(--line);padding:12px}
.card img{display:block;max-width:100%;image-rendering:pixelated;margin-bottom:8px}
.card th,.card td{padding:1px 8px;border:0}.bar{width:60%}.bar i{display:block;height:8px;margin-top:5px;background:var(--t2)}
.persistent{color:var(--s)}.brief{color:var(--b)}.noise{color:var(--n)}
`
