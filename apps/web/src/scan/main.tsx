import './common/theme';
import './scan.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { deviceStore } from '../api/token-store';
import { createServices, ServicesProvider } from '../common/services';
import { ScanApp } from './scan-app';
import { registerServiceWorker } from './updates';

const services = createServices(deviceStore());
createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <ServicesProvider services={services}>
      <ScanApp />
    </ServicesProvider>
  </StrictMode>,
);
registerServiceWorker();
