import {
  ClipboardCheck,
  Clock3,
  Crosshair,
  FileSignature,
  FileText,
  LayoutDashboard,
  ListTodo,
  PackageSearch,
  ScrollText,
  Server,
} from 'lucide-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { Icon } from '../components/button';
import type { CaseScreen } from './routes';

type ScreenEntry = { icon: Icon; view: LazyExoticComponent<ComponentType> };

/** The screens of a case. Each is loaded when it is first opened. */
export const SCREENS: Readonly<Record<CaseScreen, ScreenEntry>> = {
  overview: {
    icon: LayoutDashboard,
    view: lazy(() => import('../screens/overview/overview-screen').then((m) => ({ default: m.OverviewScreen }))),
  },
  triage: {
    icon: ClipboardCheck,
    view: lazy(() => import('../screens/triage/triage-screen').then((m) => ({ default: m.TriageScreen }))),
  },
  timeline: {
    icon: Clock3,
    view: lazy(() => import('../screens/timeline/timeline-screen').then((m) => ({ default: m.TimelineScreen }))),
  },
  indicators: {
    icon: Crosshair,
    view: lazy(() => import('../screens/indicators/indicators-screen').then((m) => ({ default: m.IndicatorsScreen }))),
  },
  systems: {
    icon: Server,
    view: lazy(() => import('../screens/systems').then((m) => ({ default: m.SystemsScreen }))),
  },
  evidence: {
    icon: PackageSearch,
    view: lazy(() => import('../screens/evidence').then((m) => ({ default: m.EvidenceScreen }))),
  },
  tasks: {
    icon: ListTodo,
    view: lazy(() => import('../screens/tasks').then((m) => ({ default: m.TasksScreen }))),
  },
  reports: {
    icon: FileText,
    view: lazy(() => import('../screens/reports/reports-screen').then((m) => ({ default: m.ReportsScreen }))),
  },
  signoff: {
    icon: FileSignature,
    view: lazy(() => import('../screens/signoff/signoff-screen').then((m) => ({ default: m.SignoffScreen }))),
  },
  journal: {
    icon: ScrollText,
    view: lazy(() => import('../screens/journal/journal-screen').then((m) => ({ default: m.JournalScreen }))),
  },
};
