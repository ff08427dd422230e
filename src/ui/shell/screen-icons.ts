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
import type { Icon } from '../components/button';
import type { CaseScreen } from './routes';

export const SCREEN_ICONS: Readonly<Record<CaseScreen, Icon>> = {
  overview: LayoutDashboard,
  triage: ClipboardCheck,
  timeline: Clock3,
  indicators: Crosshair,
  systems: Server,
  evidence: PackageSearch,
  tasks: ListTodo,
  reports: FileText,
  signoff: FileSignature,
  journal: ScrollText,
};
