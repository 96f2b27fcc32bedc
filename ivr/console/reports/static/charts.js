"use strict";

// Draws the table that stands below it: bars for one of its columns, lines for others. Without scripts the table is all there is.
const COLOURS = { bars: "#c3d5ec", lines: ["#1a6b3c", "#1d4f8c", "#a3201d"] };

function column(table, key) {
  const heads = [...table.tHead.rows[0].cells];
  const place = heads.findIndex((head) => head.dataset.key === key);
  const rows = [...table.tBodies[0].rows];
  return { label: heads[place].textContent, values: rows.map((row) => Number(row.cells[place].dataset.value)) };
}

function draw(chart) {
  const table = document.getElementById(chart.dataset.table);
  const names = [...table.tBodies[0].rows].map((row) => row.cells[0].textContent);
  const bars = column(table, chart.dataset.bars);
  const lines = chart.dataset.lines.split(" ").map((key) => column(table, key));
  const width = () => chart.clientWidth - 24;
  const name = (_plot, value) => names[value] ?? "";
  const count = (_plot, value) => value ?? "";
  const times = table.tHead.rows[0].cells[0].textContent;
  const plot = new uPlot({
    width: width(),
    height: 300,
    scales: { x: { time: false, range: [-0.6, names.length - 0.4] }, y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.05)] } },
    axes: [
      { label: times, values: (_plot, splits) => splits.map((value) => names[value]?.replace(/^\d{4}-/, "") ?? ""), incrs: [1, 2, 3, 4, 7, 14, 31, 62], grid: { show: false } },
      { label: bars.label, size: 64, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000] },
    ],
    series: [
      { label: times, value: name },
      { label: bars.label, value: count, fill: COLOURS.bars, stroke: COLOURS.bars, paths: uPlot.paths.bars({ size: [0.7, 60] }), points: { show: false } },
      ...lines.map((line, place) => ({ label: line.label, value: count, stroke: COLOURS.lines[place], width: 2, points: { size: 6 } })),
    ],
  }, [names.map((_name, place) => place), bars.values, ...lines.map((line) => line.values)], chart);
  new ResizeObserver(() => plot.setSize({ width: width(), height: 300 })).observe(chart);
}

document.querySelectorAll(".chart").forEach(draw);
