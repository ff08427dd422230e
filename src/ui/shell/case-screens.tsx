import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { CaseScreen } from './routes';

/** The screens of a case. Each is loaded when it is first opened. */
export const SCREENS: Readonly<Record<CaseScreen, LazyExoticComponent<ComponentType>>> = {
  overview: lazy(() => import('../screens/overview/overview-screen').then((m) => ({ default: m.OverviewScreen }))),
  triage: lazy(() => import('../screens/triage/triage-screen').then((m) => ({ default: m.TriageScreen }))),
  timeline: lazy(() => import('../screens/timeline/timeline-screen').then((m) => ({ default: m.TimelineScreen }))),
  indicators: lazy(() =>
    import('../screens/indicators/indicators-screen').then((m) => ({ default: m.IndicatorsScreen })),
  ),
  systems: lazy(() => import('../screens/systems').then((m) => ({ default: m.SystemsScreen }))),
  evidence: lazy(() => import('../screens/evidence').then((m) => ({ default: m.EvidenceScreen }))),
  tasks: lazy(() => import('../screens/tasks').then((m) => ({ default: m.TasksScreen }))),
  reports: lazy(() => import('../screens/reports/reports-screen').then((m) => ({ default: m.ReportsScreen }))),
  signoff: lazy(() => import('../screens/signoff/signoff-screen').then((m) => ({ default: m.SignoffScreen }))),
  journal: lazy(() => import('../screens/journal/journal-screen').then((m) => ({ default: m.JournalScreen }))),
};
