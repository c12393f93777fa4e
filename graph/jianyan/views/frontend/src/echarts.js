// The parts of ECharts that the flow and the timeline use, and no more: a third of the whole.
import {init, use} from 'echarts/core';
import {BarChart, SankeyChart} from 'echarts/charts';
import {AriaComponent, DataZoomInsideComponent, GridComponent, LegendComponent, TooltipComponent} from 'echarts/components';
import {SVGRenderer} from 'echarts/renderers';

use([BarChart, SankeyChart, AriaComponent, DataZoomInsideComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);
globalThis.echarts = {init};
