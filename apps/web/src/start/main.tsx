import { renderPage } from '../common/app-root';
import { StartPage } from './start-page';

renderPage(<StartPage />);
