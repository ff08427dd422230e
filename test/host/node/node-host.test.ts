import { describeHostConformance } from '../conformance';
import { makeNodeConformanceHost } from './support';

describeHostConformance('node host', makeNodeConformanceHost);
