import { z } from 'zod';
import { exposeHostBridge } from '../../host/electron/preload/bridge';

z.config({ jitless: true });
exposeHostBridge();
