// The parts of echarts that our drawings are made of. Tips, the scale of a heat map, patterns and the
// reading by keyboard are ours: the parts for them would make the script a quarter larger.

import { init, use } from "echarts/core";
import { BarChart, CustomChart, GraphChart, HeatmapChart, LineChart } from "echarts/charts";
import { GridSimpleComponent, LegendPlainComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, CustomChart, GraphChart, HeatmapChart, LineChart, GridSimpleComponent, LegendPlainComponent, SVGRenderer]);

export { init };
