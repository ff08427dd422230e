import { createContext, useContext, type ReactNode } from 'react';
import type { Host } from '../../contract/host';
import type { UiPorts } from '../ports';

const PortsContext = createContext<UiPorts | null>(null);

export const PortsProvider = ({ ports, children }: { ports: UiPorts; children: ReactNode }) => (
  <PortsContext.Provider value={ports}>{children}</PortsContext.Provider>
);

export const usePorts = (): UiPorts => {
  const ports = useContext(PortsContext);
  if (ports === null) throw new Error('usePorts outside PortsProvider');
  return ports;
};

export const useHost = (): Host => usePorts().host;
