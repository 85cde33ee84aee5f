export { init } from "echarts/core.js";
import { use } from "echarts/core.js";
import { BarChart, LineChart } from "echarts/charts.js";
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components.js";
import { CanvasRenderer } from "echarts/renderers.js";
use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);
